//! The checks catch what they are for: each is shown a small house that breaks its law.

use crate::arrows::{self, Room};
use crate::sources::SourceFile;
use crate::{fronts, purity, syntax, text};

fn rust(text: &str) -> SourceFile {
    SourceFile::new("crates/web/src/page.rs", text)
}

fn room(name: &str, imports: &[&str], test_imports: &[&str]) -> Room {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Room { name: name.to_owned(), imports: owned(imports), test_imports: owned(test_imports) }
}

#[test]
fn a_door_that_reads_the_store_is_caught() {
    let house = [room("authorization-server", &["web", "account-store", "axum"], &[])];
    assert_eq!(arrows::forbidden(&house), ["authorization-server → account-store: no such arrow"]);
}

#[test]
fn an_arrow_upward_and_an_unknown_room_are_caught() {
    let house = [room("policy", &["identity"], &[]), room("toolbox", &[], &[])];
    assert_eq!(arrows::forbidden(&house).len(), 2);
}

#[test]
fn a_demo_partner_that_knows_the_house_is_caught() {
    assert_eq!(arrows::forbidden(&[room("demo-partner", &["vocabulary"], &[])]).len(), 1);
}

#[test]
fn a_stray_arrow_for_tests_is_caught_and_a_listed_one_is_not() {
    let house = [room("gateways", &[], &["simulators"]), room("policy", &[], &["simulators"])];
    assert_eq!(arrows::forbidden_for_tests(&house), ["policy → simulators: no such arrow for tests"]);
}

#[test]
fn an_outside_crate_in_the_wrong_room_is_caught() {
    let house = [room("web", &["reqwest", "axum"], &[]), room("demo-partner", &["reqwest"], &[])];
    assert_eq!(arrows::trespasses(&house).len(), 1);
}

#[test]
fn a_circle_is_caught_even_through_tests() {
    let house =
        [room("a", &["b"], &[]), room("b", &["c"], &[]), room("c", &[], &["a"]), room("d", &["a"], &[])];
    assert_eq!(arrows::circles(&house).len(), 3);
}

#[test]
fn policy_that_waits_or_reads_a_clock_is_caught() {
    for bad in [
        "async fn f() {}",
        "fn f() { let x = async { 1 }; }",
        "fn f() -> Instant { std::time::Instant::now() }",
        "fn f() -> i64 { Timestamp::now().as_second() }",
        "use std::time::SystemTime;",
        "use std::{fs, fmt};",
        "fn f() { tokio::spawn(g()); }",
    ] {
        assert!(!purity::impure(&rust(bad)).is_empty(), "{bad}");
    }
    let pure = "use std::fmt;\nfn f(facts: &Facts) -> bool { facts.now.since(facts.at) > Lifetime::CODE }";
    assert!(purity::impure(&rust(pure)).is_empty());
}

#[test]
fn a_lib_rs_with_more_than_a_front_is_caught() {
    for bad in [
        "//! Doc.\nfn f() {}",
        "//! Doc.\npub struct S;",
        "//! Doc.\nuse std::fmt;",
        "//! Doc.\nmod a { }",
        "//! Doc.\npub fn router() {}",
        "mod a;",
    ] {
        let file = SourceFile::new("crates/web/src/lib.rs", bad);
        assert_eq!(fronts::more_than_a_front(&file).len(), 1, "{bad}");
    }
    let door =
        "//! Doc.\nmod a;\nuse axum::Router;\npub use a::A;\npub fn router() -> Router { a::router() }";
    let file = SourceFile::new("crates/operator-console/src/lib.rs", door);
    assert!(fronts::more_than_a_front(&file).is_empty());
}

#[test]
fn an_import_from_the_front_is_caught() {
    let front =
        SourceFile::new("crates/web/src/lib.rs", "//! Doc.\nmod page;\nmod frame;\npub use frame::Frame;");
    for bad in ["use crate::Frame;", "use crate::{page::Page, Frame};", "fn f() -> crate::Frame { g() }"] {
        assert_eq!(fronts::imports_from_the_front(&[front.clone(), rust(bad)]).len(), 1, "{bad}");
    }
    let good = rust("use crate::frame::Frame;\nfn f() -> crate::frame::Frame { g() }");
    assert!(fronts::imports_from_the_front(&[front, good]).is_empty());
}

#[test]
fn names_that_fit_everything_are_caught() {
    for path in ["crates/web/src/utils.rs", "crates/common/src/a.rs", "crates/web/src/types/mod.rs"] {
        assert_eq!(text::vague_name(&SourceFile::new(path, "")).len(), 1, "{path}");
    }
    assert!(text::vague_name(&SourceFile::new("crates/web/src/error_types.rs", "")).is_empty());
}

#[test]
fn long_files_and_functions_are_caught() {
    assert_eq!(text::too_long(&rust(&"//\n".repeat(401))).len(), 1);
    assert!(text::too_long(&rust(&"//\n".repeat(400))).is_empty());
    let function =
        |lines: usize| format!("impl S {{\n    fn f() {{\n{}    }}\n}}", "        g();\n".repeat(lines));
    assert_eq!(syntax::oversized_functions(&rust(&function(61))).len(), 1);
    assert!(syntax::oversized_functions(&rust(&function(60))).is_empty());
}

#[test]
fn a_sixth_argument_is_caught() {
    let six = "fn f(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}";
    let method = "trait T { fn f(&self, a: u8, b: u8, c: u8, d: u8, e: u8); }";
    assert_eq!(syntax::oversized_functions(&rust(six)).len(), 1);
    assert_eq!(syntax::oversized_functions(&rust(method)).len(), 1);
    assert!(syntax::oversized_functions(&rust("fn f(a: u8, b: u8, c: u8, d: u8, e: u8) {}")).is_empty());
}

#[test]
fn an_allowed_lint_is_caught() {
    for bad in [
        "#![allow(dead_code)]",
        "#[allow(dead_code)]\nfn f() {}",
        "#[cfg_attr(test, allow(dead_code))]\nfn f() {}",
        "struct S { #[allow(dead_code)] a: u8 }",
        "#[expect(dead_code)]\nfn f() {}",
    ] {
        assert_eq!(syntax::lint_attributes(&rust(bad)).len(), 1, "{bad}");
    }
    let good = "#[expect(dead_code, reason = \"shown in the picture\")]\nfn f() {}";
    assert!(syntax::lint_attributes(&rust(good)).is_empty());
}

#[test]
fn an_unwrap_outside_tests_is_caught() {
    for bad in ["fn f() { g().unwrap(); }", "fn f() { println!(\"{}\", g().unwrap()); }"] {
        assert_eq!(syntax::unwraps(&rust(bad)).len(), 1, "{bad}");
    }
    for good in [
        "#[cfg(test)]\nmod tests { fn f() { g().unwrap(); } }",
        "#[tokio::test]\nasync fn f() { g().unwrap(); }",
        "fn f() { g().unwrap_or_default(); }",
    ] {
        assert!(syntax::unwraps(&rust(good)).is_empty(), "{good}");
    }
    assert!(!syntax::unwraps(&rust("#[cfg(not(test))]\nmod m { fn f() { g().unwrap(); } }")).is_empty());
}

#[test]
fn a_note_that_something_is_unfinished_is_caught() {
    for mark in [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["todo", "!()"].concat()] {
        assert_eq!(text::left_to_do(&rust(&format!("fn f() {{}}\n// {mark} later"))).len(), 1, "{mark}");
    }
}
