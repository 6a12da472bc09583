//! The passwords that everybody tries first.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One password a line, lower case. Our own list: well-known words, names, keyboard walks and dates, alone and with the
/// endings people add to them. The sandbox password of Journeys 7 is not on it.
const LIST: &str = include_str!("../data/common-passwords.txt");

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// Whether `password` is on the list, in whatever case it is written.
pub(crate) fn is_common(password: &str) -> bool {
    COMMON.contains(password.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_only_distinct_trimmed_lower_case_lines() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.len() > 1000);
        assert_eq!(lines.len(), COMMON.len());
        assert!(
            lines.iter().all(|line| line.to_lowercase() == *line && line.trim() == *line && !line.is_empty())
        );
    }

    #[test]
    fn the_sandbox_password_is_not_common() {
        assert!(!is_common("Passw0rd$1"));
    }
}
