//! Laws that need no parser.

use crate::sources::SourceFile;

const LONGEST_FILE: usize = 400;
/// Names that say nothing about what is inside.
const VAGUE: [&str; 9] = ["common", "core", "helper", "helpers", "misc", "shared", "types", "util", "utils"];

/// A file of more than 400 lines.
pub(crate) fn too_long(file: &SourceFile) -> Vec<String> {
    let lines = file.text.lines().count();
    if lines > LONGEST_FILE { vec![format!("{}: {lines} lines", file.path)] } else { Vec::new() }
}

/// A file or folder with a name that fits everything.
pub(crate) fn vague_name(file: &SourceFile) -> Vec<String> {
    let parts = file.path.split('/');
    parts.flat_map(|part| vague_word(part.split('.').next().unwrap_or(part))).collect()
}

/// A name, as a whole, that fits everything.
pub(crate) fn vague_word(name: &str) -> Vec<String> {
    if VAGUE.contains(&name) { vec![format!("{name}: a name that fits everything")] } else { Vec::new() }
}

/// A note that something is unfinished.
pub(crate) fn left_to_do(file: &SourceFile) -> Vec<String> {
    // Put together here, so that this file does not hold them.
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["todo", "!("].concat()];
    let lines = file.text.lines().enumerate();
    let marked = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark.as_str())));
    marked.map(|(index, _)| format!("{}:{}: left to do", file.path, index + 1)).collect()
}
