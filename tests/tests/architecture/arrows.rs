//! Which room may import which, and which outside crates belong to whom.

use std::collections::BTreeMap;

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// A package of the workspace with the names of what it depends on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    pub(crate) name: String,
    /// For the program and its build.
    pub(crate) imports: Vec<String>,
    /// For its tests only.
    pub(crate) test_imports: Vec<String>,
}

/// The design's table, floor by floor.
const MAY_IMPORT: [(&str, &[&str]); 20] = [
    ("vocabulary", &[]),
    ("policy", &["vocabulary"]),
    ("tokens", &["vocabulary"]),
    ("credentials", &["vocabulary"]),
    ("gateways", &["vocabulary"]),
    ("account-store", &["vocabulary"]),
    ("audit-chain", &["vocabulary"]),
    ("evidence", &["vocabulary"]),
    ("screens", &["vocabulary"]),
    (
        "identity",
        &[
            "policy",
            "tokens",
            "credentials",
            "gateways",
            "account-store",
            "audit-chain",
            "evidence",
            "vocabulary",
        ],
    ),
    ("web", &["identity", "screens", "vocabulary"]),
    ("authorization-server", &["web", "identity", "policy", "screens", "vocabulary"]),
    ("operator-console", &["web", "identity", "screens", "vocabulary"]),
    ("partner-portal", &["web", "identity", "policy", "screens", "vocabulary"]),
    (
        "nhs-login",
        &[
            "operator-console",
            "partner-portal",
            "authorization-server",
            "identity",
            "screens",
            "account-store",
            "evidence",
            "tokens",
            "gateways",
            "vocabulary",
            "simulators",
            "demo-partner",
        ],
    ),
    ("simulators", &["vocabulary"]),
    ("demo-partner", &[]),
    // Beside the house: its checks. The tests of the whole house meet it from the top, and look behind the doors through identity.
    ("postgres-cluster", &[]),
    ("house-tests", &["identity", "nhs-login", "postgres-cluster", "tokens", "vocabulary"]),
    // Only its bench does: what a partner signs, raw figures, and a database to measure on.
    ("xtask", &["postgres-cluster", "tokens", "vocabulary"]),
];

/// What tests may import beyond their room's own row.
const TESTS_MAY_IMPORT: [(&str, &[&str]); 3] = [
    ("gateways", &["simulators"]),
    ("account-store", &["postgres-cluster"]),
    ("nhs-login", &["postgres-cluster"]),
];

/// The tests of the whole house meet all of it.
const WHOLE_HOUSE: &str = "house-tests";

/// Outside crates that only these rooms use. (The demo partner is a stranger and brings its own.)
const OWNERS: [(&str, &[&str]); 17] = [
    ("reqwest", &["gateways", "house-tests"]),
    ("lettre", &["gateways"]),
    ("jsonwebtoken", &["tokens"]),
    ("argon2", &["credentials"]),
    ("totp-rs", &["credentials"]),
    ("qrcodegen", &["credentials"]),
    ("rusqlite", &["account-store"]),
    ("tokio-postgres", &["account-store"]),
    ("deadpool-postgres", &["account-store"]),
    // The simulators draw the specimens that evidence is tried with.
    ("image", &["evidence", "simulators"]),
    ("object_store", &["evidence"]),
    ("askama", &["screens"]),
    (
        "axum",
        &[
            "web",
            "authorization-server",
            "operator-console",
            "partner-portal",
            "nhs-login",
            "simulators",
            "xtask",
        ],
    ),
    ("tower-http", &["web"]),
    ("config", &["nhs-login"]),
    ("clap", &["nhs-login", "xtask"]),
    ("openidconnect", &[]),
];
const STRANGER: &str = "demo-partner";

/// The workspace as cargo sees it.
pub(crate) fn rooms() -> Vec<Room> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .expect("cargo describes its own workspace");
    metadata.packages.iter().map(room).collect()
}

fn room(package: &Package) -> Room {
    let names = |tests: bool| {
        let wanted =
            package.dependencies.iter().filter(|each| (each.kind == DependencyKind::Development) == tests);
        wanted.map(|each| each.name.clone()).collect()
    };
    Room { name: package.name.to_string(), imports: names(false), test_imports: names(true) }
}

fn row(table: &[(&str, &'static [&'static str])], name: &str) -> Option<&'static [&'static str]> {
    table.iter().find(|(known, _)| *known == name).map(|(_, row)| *row)
}

fn is_room(name: &str) -> bool {
    row(&MAY_IMPORT, name).is_some()
}

/// Arrows that the table does not have, and rooms that it does not know.
pub(crate) fn forbidden(rooms: &[Room]) -> Vec<String> {
    let mut broken = Vec::new();
    for room in rooms {
        let Some(allowed) = row(&MAY_IMPORT, &room.name) else {
            broken.push(format!("{}: a room that is not in the table", room.name));
            continue;
        };
        let in_house = room.imports.iter().filter(|name| is_room(name));
        let strays = in_house.filter(|name| !allowed.contains(&name.as_str()));
        broken.extend(strays.map(|name| format!("{} → {name}: no such arrow", room.name)));
    }
    broken
}

/// Arrows for tests that neither table has.
pub(crate) fn forbidden_for_tests(rooms: &[Room]) -> Vec<String> {
    let mut broken = Vec::new();
    for room in rooms.iter().filter(|room| room.name != WHOLE_HOUSE) {
        let own = row(&MAY_IMPORT, &room.name).unwrap_or_default();
        let more = row(&TESTS_MAY_IMPORT, &room.name).unwrap_or_default();
        let in_house = room.test_imports.iter().filter(|name| is_room(name));
        let strays = in_house.filter(|name| !own.contains(&name.as_str()) && !more.contains(&name.as_str()));
        broken.extend(strays.map(|name| format!("{} → {name}: no such arrow for tests", room.name)));
    }
    broken
}

/// Outside crates used by a room that does not own them.
pub(crate) fn trespasses(rooms: &[Room]) -> Vec<String> {
    let mut broken = Vec::new();
    for room in rooms.iter().filter(|room| room.name != STRANGER) {
        for import in &room.imports {
            let owners = row(&OWNERS, import);
            if owners.is_some_and(|owners| !owners.contains(&room.name.as_str())) {
                broken.push(format!("{} uses {import}, which belongs to {owners:?}", room.name));
            }
        }
    }
    broken
}

/// Rooms from which arrows lead back to themselves. Arrows for tests count: cargo itself forbids only the others.
pub(crate) fn circles(rooms: &[Room]) -> Vec<String> {
    let arrows: BTreeMap<&str, Vec<&str>> = rooms
        .iter()
        .map(|room| {
            let all = room.imports.iter().chain(&room.test_imports).map(String::as_str);
            (room.name.as_str(), all.filter(|name| rooms.iter().any(|room| room.name == *name)).collect())
        })
        .collect();
    let leads_back = |start: &&str| {
        let mut seen = Vec::new();
        let mut ahead = arrows[*start].clone();
        while let Some(name) = ahead.pop() {
            if name == *start {
                return true;
            }
            if !seen.contains(&name) {
                seen.push(name);
                ahead.extend(&arrows[name]);
            }
        }
        false
    };
    arrows.keys().copied().filter(leads_back).map(|name| format!("{name} leads back to itself")).collect()
}
