//! `ulimit`.

use brush_core::ExecutionResult;
use vivarium_abi::{Limit, LimitResource, calls};

use super::complaint::{fail, misuse, print_text};
use super::options::{Found, Options};
use super::{Context, Outcome};

const USAGE: &str = "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]";

struct Resource {
    letter: char,
    name: &'static str,
    unit: &'static str,
    /// Bytes (or other natural units) in one unit.
    factor: u64,
    number: Option<LimitResource>,
}

/// What `ulimit -a` lists, in bash's order. Without a number: a resource that the kernel does not limit.
const RESOURCES: [Resource; 8] = [
    Resource {
        letter: 'c',
        name: "core file size",
        unit: "blocks, ",
        factor: 512,
        number: Some(LimitResource::Core),
    },
    Resource {
        letter: 'd',
        name: "data seg size",
        unit: "kbytes, ",
        factor: 1024,
        number: Some(LimitResource::Data),
    },
    Resource {
        letter: 'f',
        name: "file size",
        unit: "blocks, ",
        factor: 512,
        number: Some(LimitResource::FileSize),
    },
    Resource { letter: 'n', name: "open files", unit: "", factor: 1, number: Some(LimitResource::OpenFiles) },
    Resource {
        letter: 's',
        name: "stack size",
        unit: "kbytes, ",
        factor: 1024,
        number: Some(LimitResource::Stack),
    },
    Resource {
        letter: 't',
        name: "cpu time",
        unit: "seconds, ",
        factor: 1,
        number: Some(LimitResource::Cpu),
    },
    Resource {
        letter: 'u',
        name: "max user processes",
        unit: "",
        factor: 1,
        number: Some(LimitResource::Processes),
    },
    Resource {
        letter: 'v',
        name: "virtual memory",
        unit: "kbytes, ",
        factor: 1024,
        number: Some(LimitResource::AddressSpace),
    },
];

fn get(resource: &Resource) -> Limit {
    let mut limit = Limit { soft: u64::MAX, hard: u64::MAX };
    if let Some(number) = resource.number {
        // SAFETY: `limit` is writable; on failure it stays unlimited.
        unsafe { calls::proc_getrlimit(number as u32, &raw mut limit) };
    }
    limit
}

fn show(value: u64, factor: u64) -> String {
    if value == u64::MAX { "unlimited".into() } else { (value / factor).to_string() }
}

/// Runs `ulimit`.
pub(crate) async fn run(context: Context<'_>, words: Vec<String>) -> Outcome {
    let mut options = Options::new(&words, "SHacdfnstuvbeiklmpqrxPRT");
    let (mut hard, mut soft, mut all) = (false, false, false);
    let mut chosen = vec![];
    while let Some(option) = options.next() {
        match option {
            Found::Flag('H') => hard = true,
            Found::Flag('S') => soft = true,
            Found::Flag('a') => all = true,
            Found::Flag(letter) => chosen.push(letter),
            Found::Wrong(text) => return Ok(misuse(&context, &text, USAGE)),
            Found::Value(..) => {}
        }
    }
    let value_of = |limit: Limit| if hard && !soft { limit.hard } else { limit.soft };
    if all {
        let line = |resource: &Resource| {
            let unit = format!("({}-{})", resource.unit, resource.letter);
            format!("{:<20} {unit:>20} {}\n", resource.name, show(value_of(get(resource)), resource.factor))
        };
        return Ok(print_text(&context, &RESOURCES.iter().map(line).collect::<String>()));
    }
    let letter = chosen.last().copied().unwrap_or('f');
    let Some(resource) = RESOURCES.iter().find(|resource| resource.letter == letter) else {
        return Ok(print_text(&context, "unlimited\n"));
    };
    let Some(text) = options.operands().first() else {
        return Ok(print_text(&context, &format!("{}\n", show(value_of(get(resource)), resource.factor))));
    };
    let current = get(resource);
    let value = match text.as_str() {
        "unlimited" => u64::MAX,
        "hard" => current.hard,
        "soft" => current.soft,
        number => match number.parse::<u64>() {
            Ok(number) => number.saturating_mul(resource.factor),
            Err(_) => return Ok(fail(&context, &format!("{number}: invalid number"))),
        },
    };
    let both = hard == soft;
    let limit = Limit {
        soft: if soft || both { value } else { current.soft },
        hard: if hard || both { value } else { current.hard },
    };
    let number = resource.number.map_or(0, |number| number as u32);
    // SAFETY: `limit` is readable.
    let errno = unsafe { calls::proc_setrlimit(number, &raw const limit) };
    if errno != 0 {
        let error = brush_core::rawbytes::strerror(&std::io::Error::from_raw_os_error(errno));
        return Ok(fail(&context, &format!("{}: cannot modify limit: {error}", resource.name)));
    }
    Ok(ExecutionResult::success())
}
