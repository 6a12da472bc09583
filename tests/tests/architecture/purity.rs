//! What `policy` must not do (law a): wait, or read a clock.

use proc_macro2::Span;
use syn::visit::{self, Visit};

use crate::sources::SourceFile;
use crate::syntax;

const OUTSIDE: [&str; 7] =
    ["tokio", "futures_util", "std::fs", "std::net", "std::process", "std::env", "std::thread"];

struct Impure<'a> {
    file: &'a SourceFile,
    broken: Vec<String>,
}

/// Places in `file` that wait, read a clock, or reach outside.
pub(crate) fn impure(file: &SourceFile) -> Vec<String> {
    let mut visitor = Impure { file, broken: Vec::new() };
    visitor.visit_file(&syntax::parse(file));
    visitor.broken
}

impl Impure<'_> {
    fn note(&mut self, span: Span, what: &str) {
        self.broken.push(format!("{}:{}: {what}", self.file.path, span.start().line));
    }
}

impl<'ast> Visit<'ast> for Impure<'_> {
    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if let Some(word) = &signature.asyncness {
            self.note(word.span, "an async function");
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr_async(&mut self, block: &'ast syn::ExprAsync) {
        self.note(block.async_token.span, "an async block");
    }

    fn visit_expr_await(&mut self, wait: &'ast syn::ExprAwait) {
        self.note(wait.await_token.span, "waits");
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let reads_clock = names.len() > 1 && names.last().is_some_and(|name| name == "now");
        if reads_clock || names.iter().any(|name| name == "SystemTime") {
            self.note(syntax::span(path), "reads a clock");
        }
        self.check_outside(&names.join("::"), syntax::span(path));
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for path in syntax::flatten(&item.tree) {
            if path.contains("SystemTime") || path == "std::time::Instant" {
                self.note(item.use_token.span, "imports a clock");
            }
            self.check_outside(&path, item.use_token.span);
        }
    }
}

impl Impure<'_> {
    fn check_outside(&mut self, path: &str, span: Span) {
        let reaches = |outside: &str| path == outside || path.starts_with(&format!("{outside}::"));
        if let Some(outside) = OUTSIDE.into_iter().find(|outside| reaches(outside)) {
            self.note(span, &format!("reaches outside: {outside}"));
        }
    }
}
