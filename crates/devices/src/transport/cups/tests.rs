use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;

const QUICK: Limits = Limits {
    stall: Duration::from_millis(500),
    ..Limits::USUAL
};

/// Programs that do what a script says, in a folder of their own that goes with them.
struct Script {
    folder: PathBuf,
}

impl Script {
    fn new(name: &str, script: &str) -> (Self, Programs) {
        let folder =
            std::env::temp_dir().join(format!("bezmen-cups-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let program = folder.join("program");
        std::fs::write(
            &program,
            format!("#!/bin/sh\ncd '{}'\n{script}\n", folder.display()),
        )
        .unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let programs = Programs {
            lp: program.clone().into(),
            lpstat: program.into(),
        };
        (Self { folder }, programs)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn a_job_is_handed_to_the_queue_as_it_is() {
    let (script, programs) = Script::new("job", "echo \"$@\" > arguments; cat > job");
    let job: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    assert_eq!(
        send(&programs, "POS-58", &QUICK, &job).unwrap(),
        Delivery::HandedOver
    );
    assert_eq!(script.read("job"), job);
    assert_eq!(script.read("arguments"), b"-d POS-58 -o raw -t Bezmen -s\n");
}

#[rstest::rstest]
#[case("lp: The printer or class does not exist.", "no_such_queue")]
#[case("lp: Error - unknown destination \"POS\"!", "no_such_queue")]
#[case("lp: Destination \"POS\" is not accepting jobs.", "queue_stopped")]
#[case("lp: Error - scheduler not responding.", "spooler")]
fn what_the_print_system_complains_of_is_named(#[case] complaint: &str, #[case] code: &str) {
    let (_script, programs) =
        Script::new(code, &format!("cat > job; echo '{complaint}' >&2; exit 1"));
    let error = send(&programs, "POS", &QUICK, b"x").unwrap_err();
    assert_eq!(
        (error.code(), error.may_have_printed()),
        (code, false),
        "{error}"
    );
}

#[test]
fn a_print_system_that_hangs_is_given_up_and_one_that_is_not_there_is_named() {
    let (_script, programs) = Script::new("hang", "exec sleep 60");
    let error = send(&programs, "POS", &QUICK, b"x").unwrap_err();
    assert_eq!((error.code(), error.may_have_printed()), ("stalled", true));
    let nothing = Programs {
        lp: "/no/such/lp".into(),
        lpstat: "/no/such/lpstat".into(),
    };
    let error = send(&nothing, "POS", &QUICK, b"x").unwrap_err();
    assert_eq!((error.code(), error.may_have_printed()), ("spooler", false));
    assert!(queues(&nothing).is_empty());
}

#[test]
fn the_queues_are_those_that_the_print_system_tells() {
    let (_script, programs) =
        Script::new("list", "[ \"$1\" = -e ] && printf 'POS-58\\nKitchen\\n'");
    assert_eq!(queues(&programs), ["POS-58", "Kitchen"]);
}
