//! Manual pages and completions say what `--help` says.

use std::fs;

use crate::world::World;

/// The commands that `gureum --help` lists.
fn commands(world: &World) -> Vec<String> {
    let help = world.run(&["--help"]).ok().out;
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    // A line that goes on is indented further.
    let name = |line: &str| Some(line.strip_prefix("  ")?.split(' ').next()?.to_owned());
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(name);
    names.filter(|name| !name.is_empty() && name != "help").collect()
}

#[test]
fn every_command_has_a_manual_page_and_is_completed() {
    let world = World::empty();
    world.run(&["man", "share/man1"]).ok();
    let commands = commands(&world);
    assert!(commands.iter().any(|name| name == "build") && commands.len() > 20, "{commands:?}");
    let page = |name: &str| fs::read_to_string(world.path(&format!("share/man1/{name}.1"))).expect("a page");
    let first = page("gureum");
    assert!(first.contains("Exit status") && first.contains("gureum\\-build"), "{first}");
    for shell in ["bash", "zsh", "fish"] {
        let script = world.run(&["completions", shell]).ok().out;
        for name in &commands {
            assert!(script.contains(name.as_str()), "{shell}: {name}");
        }
    }
    for name in &commands {
        let page = page(&format!("gureum-{name}"));
        let plain = page.replace("\\*(Aq", "'").replace("\\(aq", "'").replace('\\', "");
        let help = world.run(&[name, "--help"]).ok().out;
        let about = help.lines().next().expect("what it does");
        assert!(plain.contains(about), "{name}: {about}");
    }
}
