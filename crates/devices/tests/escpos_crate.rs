//! Another encoder of the same language: what the `escpos` crate writes, the interpreter reads.

use std::cell::RefCell;
use std::rc::Rc;

use bezmen_devices::printer::interpret::render;
use bezmen_devices::printer::profile::PrinterProfile;
use escpos::driver::Driver;
use escpos::errors::Result;
use escpos::printer::Printer;
use escpos::utils::{PageCode, Protocol};

/// Keeps what is printed.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn write(&self, data: &[u8]) -> Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> Result<()> {
        Ok(())
    }
}

fn printed(write: impl FnOnce(&mut Printer<Memory>) -> Result<()>) -> Vec<u8> {
    let memory = Memory::default();
    let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
    write(&mut printer).expect("the other encoder writes");
    printer.print().expect("the memory takes it");
    memory.0.take()
}

#[test]
fn what_another_encoder_writes_in_cp866_is_read() {
    let text = "Итого-1.50 № 7, съешь ещё этих мягких булок";
    let bytes = printed(|printer| {
        printer.init()?.page_code(PageCode::PC866)?.writeln(text)?;
        Ok(())
    });
    let epson = PrinterProfile::built_in("epson").expect("a profile of our own");
    assert_eq!(render(&bytes, &epson).text().trim_end(), text);
}

#[test]
fn styles_and_the_cut_of_another_encoder_are_read() {
    let bytes = printed(|printer| {
        printer.init()?.bold(true)?.writeln("TOTAL 12.00")?;
        printer.bold(false)?.writeln("end")?.cut()?;
        Ok(())
    });
    let epson = PrinterProfile::built_in("epson").expect("a profile of our own");
    let rendering = render(&bytes, &epson);
    let rows = rendering.rows();
    let rows: Vec<&str> = rows
        .iter()
        .map(|row| row.trim())
        .filter(|row| !row.is_empty())
        .collect();
    assert_eq!(rows, ["TOTAL 12.00", "end"]);
    let looks: Vec<bool> = rendering
        .lines
        .iter()
        .flat_map(|line| &line.spans)
        .filter(|span| span.end > span.start)
        .map(|span| span.style.bold)
        .collect();
    assert_eq!(looks, [true, false]);
    assert_eq!(
        rendering.events.len(),
        2,
        "it begins afresh and cuts: {:?}",
        rendering.events
    );
}
