//! A `lib.rs` is a front (law c).

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Item, Visibility};

use crate::sources::SourceFile;
use crate::syntax;

/// The rooms whose front may hold the function `router`, with the imports that it needs.
const DOORS: [&str; 3] = ["authorization-server", "operator-console", "demo-partner"];

fn is_front(file: &SourceFile) -> bool {
    file.path.ends_with("src/lib.rs")
}

/// Items in a front other than modules and re-exports, and a front without a word about its room.
pub(crate) fn more_than_a_front(file: &SourceFile) -> Vec<String> {
    if !is_front(file) {
        return Vec::new();
    }
    let tree = syntax::parse(file);
    let is_door = file.room().is_some_and(|room| DOORS.contains(&room));
    let mut broken = Vec::new();
    if !file.text.starts_with("//!") {
        broken.push(format!("{}: does not say what the room is for", file.path));
    }
    for item in &tree.items {
        let fits = match item {
            Item::Mod(module) => module.content.is_none(),
            Item::Use(item) => matches!(item.vis, Visibility::Public(_)) || is_door,
            Item::Fn(function) => is_door && function.sig.ident == "router",
            _ => false,
        };
        if !fits {
            let line = syntax::span(item).start().line;
            broken.push(format!("{}:{line}: more than a front", file.path));
        }
    }
    broken
}

/// Places inside a room that name `crate::X` where X is no module of it, that is, a re-export.
pub(crate) fn imports_from_the_front(files: &[SourceFile]) -> Vec<String> {
    let fronts: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|file| is_front(file))
        .filter_map(|file| Some((file.room()?, modules(file))))
        .collect();
    let mut broken = Vec::new();
    for file in files {
        let inside =
            file.inner_path().is_some_and(|inner| inner.starts_with("src/") && inner != "src/main.rs");
        let Some(modules) =
            file.room().filter(|_| inside && !is_front(file)).and_then(|room| fronts.get(room))
        else {
            continue;
        };
        let mut visitor = FromFront { file, modules, broken: Vec::new() };
        visitor.visit_file(&syntax::parse(file));
        broken.append(&mut visitor.broken);
    }
    broken
}

fn modules(front: &SourceFile) -> BTreeSet<String> {
    let items = syntax::parse(front).items;
    items
        .iter()
        .filter_map(|item| if let Item::Mod(module) = item { Some(module.ident.to_string()) } else { None })
        .collect()
}

struct FromFront<'a> {
    file: &'a SourceFile,
    modules: &'a BTreeSet<String>,
    broken: Vec<String>,
}

impl FromFront<'_> {
    fn check(&mut self, path: &str, line: usize) {
        let Some(rest) = path.strip_prefix("crate::") else { return };
        let first = rest.split("::").next().unwrap_or(rest);
        if !self.modules.contains(first) {
            self.broken.push(format!(
                "{}:{line}: crate::{first} is no module of this room (a re-export of its front?)",
                self.file.path
            ));
        }
    }
}

impl<'ast> Visit<'ast> for FromFront<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for path in syntax::flatten(&item.tree) {
            self.check(&path, item.use_token.span.start().line);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.check(&names.join("::"), syntax::span(path).start().line);
        visit::visit_path(self, path);
    }

    // A macro of the crate stands at its root whatever file it is written in.
    fn visit_macro(&mut self, _: &'ast syn::Macro) {}
}
