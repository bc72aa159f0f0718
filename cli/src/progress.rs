use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use vivarium::Progress;

const TEMPLATE: &str = "{msg:28} {bar:30} {bytes}/{total_bytes} {elapsed}";

/// Shows on stderr how far the compilation of an image is; silent where stderr is no terminal.
pub(crate) struct CompileProgress {
    bar: ProgressBar,
}

impl CompileProgress {
    pub(crate) fn new() -> Self {
        let style = ProgressStyle::with_template(TEMPLATE).expect("the template is well-formed");
        let bar = ProgressBar::no_length().with_style(style);
        // A large program takes minutes: the clock shows that something is being done.
        bar.enable_steady_tick(Duration::from_secs(1));
        Self { bar }
    }

    pub(crate) fn show(&self, progress: Progress<'_>) {
        self.bar.set_length(progress.total_bytes);
        self.bar.set_position(progress.done_bytes);
        self.bar.set_message(format!("compiling {}", progress.program));
    }
}

impl Drop for CompileProgress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
