//! The house stands as drawn: arrows, laws and form, read from cargo metadata and the source files.
//!
//! The tables are the design's, as data; a new room or arrow comes with its row here. Each check is a function
//! of values, so that `samples` can show that it catches what it is for.

mod arrows;
mod attacks;
mod fronts;
mod purity;
mod samples;
mod sources;
mod syntax;
mod text;

use sources::SourceFile;

/// Fails with everything that breaks a law, one line each.
fn holds(broken: &[String]) {
    assert!(broken.is_empty(), "{} broken:\n  {}", broken.len(), broken.join("\n  "));
}

fn every(check: impl Fn(&SourceFile) -> Vec<String>) {
    let files = sources::rust();
    assert!(files.len() > 50, "only {} files were found: the walk is broken", files.len());
    holds(&files.iter().flat_map(check).collect::<Vec<_>>());
}

#[test]
fn every_arrow_between_rooms_is_in_the_table() {
    holds(&arrows::forbidden(&arrows::rooms()));
}

#[test]
fn no_arrows_make_a_circle() {
    holds(&arrows::circles(&arrows::rooms()));
}

#[test]
fn outside_crates_stay_with_the_rooms_that_own_them() {
    holds(&arrows::trespasses(&arrows::rooms()));
}

#[test]
fn every_arrow_between_rooms_for_tests_is_in_the_table() {
    holds(&arrows::forbidden_for_tests(&arrows::rooms()));
}

#[test]
fn policy_neither_waits_nor_reads_a_clock() {
    let files = sources::rust();
    let policy: Vec<_> = files.iter().filter(|file| file.path.starts_with("crates/policy/src/")).collect();
    assert!(!policy.is_empty(), "policy was not found");
    holds(&policy.into_iter().flat_map(purity::impure).collect::<Vec<_>>());
}

#[test]
fn a_lib_rs_is_a_front() {
    every(fronts::more_than_a_front);
}

#[test]
fn nothing_inside_a_room_imports_from_its_front() {
    holds(&fronts::imports_from_the_front(&sources::rust()));
}

#[test]
fn no_crate_or_file_is_named_for_everything() {
    let broken: Vec<_> = sources::all().iter().flat_map(text::vague_name).collect();
    holds(&broken);
    holds(&arrows::rooms().iter().flat_map(|room| text::vague_word(&room.name)).collect::<Vec<_>>());
}

#[test]
fn no_file_is_too_long() {
    every(text::too_long);
}

#[test]
fn no_function_is_too_long_or_takes_too_much() {
    every(syntax::oversized_functions);
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    every(syntax::lint_attributes);
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    every(syntax::unwraps);
}

#[test]
fn nothing_is_left_to_do() {
    holds(&sources::all().iter().flat_map(text::left_to_do).collect::<Vec<_>>());
}

#[test]
fn every_row_of_the_attack_table_names_a_test() {
    let table =
        sources::all().into_iter().find(|file| file.path == "docs/attack-table.md").expect("the table");
    assert!(table.text.lines().count() > 30, "the table was not found whole");
    holds(&attacks::rows_without_a_test(&table.text, &sources::rust()));
}
