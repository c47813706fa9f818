//! Components and styles shared by the till and the console.
