//! The table of attacks: each row names tests that exist.

use crate::sources::SourceFile;

/// The rows of tables whose last cell names no test, or one that is nowhere.
pub(crate) fn rows_without_a_test(table: &str, files: &[SourceFile]) -> Vec<String> {
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| tries |"));
    rows.flat_map(|row| {
        let named: Vec<&str> =
            row.rsplit('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            return vec![format!("no test is named: {row}")];
        }
        let missing = named.into_iter().filter(|name| !is_a_test(name, files));
        missing.map(|name| format!("there is no test {name}")).collect()
    })
    .collect()
}

fn is_a_test(name: &str, files: &[SourceFile]) -> bool {
    let function = format!("fn {name}(");
    files.iter().any(|file| file.is_for_tests() && file.text.contains(&function))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_its_test_is_found() {
        let files = [SourceFile::new("tests/tests/house/a.rs", "async fn a_thief_is_caught() {}")];
        let table = "| tries | is stopped by | test |\n|---|---|---|\n| a | b | `a_thief_is_caught` |\n| c | d | `nobody` |\n| e | f | |";
        let found = rows_without_a_test(table, &files);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("nobody") && found[1].contains("no test is named"));
    }
}
