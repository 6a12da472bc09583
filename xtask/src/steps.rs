//! Steps in order, each announced, all of them summed up.

use std::process::ExitCode;

/// How a step ended.
pub(crate) enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

impl From<anyhow::Result<()>> for Outcome {
    fn from(result: anyhow::Result<()>) -> Self {
        match result {
            Ok(()) => Self::Passed,
            Err(fault) => Self::Failed(format!("{fault:#}")),
        }
    }
}

/// What has been run so far.
#[derive(Default)]
pub(crate) struct Report {
    ended: Vec<(&'static str, Outcome)>,
}

impl Report {
    /// Announces and runs a step. A failed one does not keep the next from running: one run shows all faults.
    pub(crate) fn step(&mut self, name: &'static str, run: impl FnOnce() -> Outcome) {
        println!("\n==> {name}");
        let outcome = run();
        match &outcome {
            Outcome::Passed => println!("    {name}: passed"),
            Outcome::Failed(reason) => println!("!!! {name}: FAILED: {reason}"),
            Outcome::Skipped(reason) => println!("--- {name}: SKIPPED: {reason}"),
        }
        self.ended.push((name, outcome));
    }

    /// Whether any step failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.ended.iter().any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)))
    }

    /// The table and the last line; the exit code says whether nothing failed.
    pub(crate) fn close(&self) -> ExitCode {
        println!("\n==> summary");
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for (name, outcome) in &self.ended {
            match outcome {
                Outcome::Passed => {
                    passed += 1;
                    println!("    passed   {name}");
                }
                Outcome::Failed(reason) => {
                    failed += 1;
                    println!("    FAILED   {name}: {reason}");
                }
                Outcome::Skipped(reason) => {
                    skipped += 1;
                    println!("    skipped  {name}: {reason}");
                }
            }
        }
        println!("\n{passed} passed, {failed} failed, {skipped} skipped");
        if self.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_keep_the_next_from_running_but_fails_the_whole() {
        let mut report = Report::default();
        let mut ran = false;
        report.step("first", || Outcome::Failed("on purpose".to_owned()));
        report.step("second", || {
            ran = true;
            Outcome::Passed
        });
        assert!(ran && report.has_failed());
        assert_eq!(report.close(), ExitCode::FAILURE);
    }

    #[test]
    fn a_skipped_step_fails_nothing() {
        let mut report = Report::default();
        report.step("only", || Outcome::Skipped("on request".to_owned()));
        assert_eq!(report.close(), ExitCode::SUCCESS);
    }
}
