//! Where the pages live that every page links to. The doors mount these paths; nobody else spells them.

/// Terms of use.
pub const TERMS: &str = "/terms";
/// Privacy notice.
pub const PRIVACY: &str = "/privacy";
/// The part of the privacy notice that says how long data is kept.
pub const RETENTION: &str = "/privacy#how-long-we-keep-your-information";
/// Cookies.
pub const COOKIES: &str = "/cookies";
/// Accessibility statement.
pub const ACCESSIBILITY: &str = "/accessibility";
/// Help centre; articles are at `/help/{slug}`.
pub const HELP: &str = "/help";
/// Contact form; takes `?error=CIDnnnn`.
pub const CONTACT: &str = "/contact";
/// Sandbox only: every message sent.
pub const OUTBOX: &str = "/sandbox/outbox";

/// Operator pages: counts.
pub const OPERATOR_HOME: &str = "/";
/// Operator pages: client registrations; one is at `/clients/{id}`.
pub const OPERATOR_CLIENTS: &str = "/clients";
/// Operator pages: explain this error.
pub const OPERATOR_EXPLAIN: &str = "/explain";
/// Operator pages: state of deliveries.
pub const OPERATOR_MESSAGES: &str = "/messages";
/// Operator pages: signing keys.
pub const OPERATOR_KEYS: &str = "/keys";
/// Operator pages: the traces of sign-ins.
pub const OPERATOR_TRACES: &str = "/traces";

/// Operator pages: access and permissions.
pub const OPERATOR_ACCESS: &str = "/access";
/// Operator pages: alerts and service levels.
pub const OPERATOR_NOTICES: &str = "/notices";
/// Operator pages: the automation rate.
pub const OPERATOR_AUTOMATION: &str = "/automation";
/// Operator pages: blocked email domains.
pub const OPERATOR_DOMAINS: &str = "/email-domains";
/// Operator pages: one's own sign-in.
pub const OPERATOR_OWN: &str = "/me";
/// Operator pages: the audit log.
pub const OPERATOR_AUDIT: &str = "/audit";
/// Operator pages: where a file of the audit is asked for.
pub const OPERATOR_AUDIT_EXPORT: &str = "/audit/export";
/// Operator pages: where a check of the whole audit is asked for.
pub const OPERATOR_AUDIT_CHECK: &str = "/audit/check";

/// ID checkers: the dashboard.
pub const CHECKER_HOME: &str = "/checks";
/// ID checkers: the holding list.
pub const CHECKER_HOLDING: &str = "/checks/holding";
/// ID checkers: the assurance audit, for supervisors.
pub const CHECKER_AUDIT: &str = "/checks/audit";
/// Operators: the log-in page.
pub const OPERATOR_LOG_IN: &str = "/log-in";
/// Operators: where "Log out" is posted.
pub const OPERATOR_LOG_OUT: &str = "/log-out";
/// Service desk: finding a person; an account is at `/people/{account}`.
pub const PEOPLE: &str = "/people";
/// Service desk: the erasures that wait for a second person.
pub const ERASURES: &str = "/people/erasures";
