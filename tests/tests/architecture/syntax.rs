//! Laws about functions, attributes and calls.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Meta, UseTree};

use crate::sources::SourceFile;

const LONGEST_FUNCTION: usize = 60;
const MOST_ARGUMENTS: usize = 5;

/// The file's syntax tree.
pub(crate) fn parse(file: &SourceFile) -> syn::File {
    match syn::parse_file(&file.text) {
        Ok(tree) => tree,
        Err(fault) => panic!("{}:{}: {fault}", file.path, fault.span().start().line),
    }
}

/// Where something stands.
pub(crate) fn span(node: &impl Spanned) -> Span {
    node.span()
}

/// The paths of a `use`, one for each name it brings in.
pub(crate) fn flatten(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => {
            flatten(&path.tree).into_iter().map(|rest| format!("{}::{rest}", path.ident)).collect()
        }
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Rename(name) => vec![name.ident.to_string()],
        UseTree::Glob(_) => vec!["*".to_owned()],
        UseTree::Group(group) => group.items.iter().flat_map(flatten).collect(),
    }
}

/// Functions of more than 60 lines of code, or with more than five arguments.
pub(crate) fn oversized_functions(file: &SourceFile) -> Vec<String> {
    let mut visitor = Functions { file, broken: Vec::new() };
    visitor.visit_file(&parse(file));
    visitor.broken
}

struct Functions<'a> {
    file: &'a SourceFile,
    broken: Vec<String>,
}

impl Functions<'_> {
    fn measure(&mut self, signature: &syn::Signature, body: Option<&syn::Block>) {
        let place = format!("{}:{}: fn {}", self.file.path, signature.span().start().line, signature.ident);
        let lines = body.map_or(0, |body| self.lines_of_code(body));
        if lines > LONGEST_FUNCTION {
            self.broken.push(format!("{place}: {lines} lines"));
        }
        if signature.inputs.len() > MOST_ARGUMENTS {
            self.broken.push(format!("{place}: {} arguments", signature.inputs.len()));
        }
    }

    /// Lines between the braces that hold more than a comment, as clippy counts them.
    fn lines_of_code(&self, body: &syn::Block) -> usize {
        let (first, last) = (body.span().start().line, body.span().end().line);
        let lines = self.file.text.lines().skip(first).take((last - first).saturating_sub(1));
        lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, Some(&function.block));
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, Some(&function.block));
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.measure(&function.sig, function.default.as_ref());
        visit::visit_trait_item_fn(self, function);
    }
}

/// `allow` attributes, also inside `cfg_attr`, and an `expect` without a reason.
pub(crate) fn lint_attributes(file: &SourceFile) -> Vec<String> {
    let mut visitor = Lints { file, broken: Vec::new() };
    visitor.visit_file(&parse(file));
    visitor.broken
}

struct Lints<'a> {
    file: &'a SourceFile,
    broken: Vec<String>,
}

impl<'ast> Visit<'ast> for Lints<'_> {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let mut words = Vec::new();
        if let Meta::List(list) = &attribute.meta {
            identifiers(&list.tokens, &mut words);
        }
        let has = |word: &str| words.iter().any(|each| each == word);
        let hidden = attribute.path().is_ident("cfg_attr");
        let line = attribute.span().start().line;
        if attribute.path().is_ident("allow") || (hidden && has("allow")) {
            self.broken.push(format!("{}:{line}: allows a lint", self.file.path));
        }
        if (attribute.path().is_ident("expect") || (hidden && has("expect"))) && !has("reason") {
            self.broken.push(format!("{}:{line}: expects a lint without a reason", self.file.path));
        }
    }
}

fn identifiers(tokens: &TokenStream, words: &mut Vec<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => words.push(word.to_string()),
            TokenTree::Group(group) => identifiers(&group.stream(), words),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Calls of `unwrap` outside tests.
pub(crate) fn unwraps(file: &SourceFile) -> Vec<String> {
    if file.is_for_tests() {
        return Vec::new();
    }
    let mut visitor = Unwraps { file, broken: Vec::new() };
    visitor.visit_file(&parse(file));
    visitor.broken
}

struct Unwraps<'a> {
    file: &'a SourceFile,
    broken: Vec<String>,
}

impl Unwraps<'_> {
    fn note(&mut self, span: Span) {
        self.broken.push(format!("{}:{}: unwraps", self.file.path, span.start().line));
    }
}

impl<'ast> Visit<'ast> for Unwraps<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "unwrap" {
            self.note(call.method.span());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut words = Vec::new();
        identifiers(&call.tokens, &mut words);
        if words.iter().any(|word| word == "unwrap") {
            self.note(call.span());
        }
    }
}

/// Whether these attributes make an item part of the tests: `#[test]` in any form, or `#[cfg(test)]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        match last.as_deref() {
            Some("test" | "rstest") => true,
            Some("cfg") => {
                let mut words = Vec::new();
                if let Meta::List(list) = &attribute.meta {
                    identifiers(&list.tokens, &mut words);
                }
                words == ["test"]
            }
            _ => false,
        }
    })
}
