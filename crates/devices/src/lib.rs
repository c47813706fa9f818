//! Scales, printers, scanners, drawers: codecs, transports, simulators.
