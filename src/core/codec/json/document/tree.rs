//! A JSON text as rows of a tree, of which only what has been unfolded is looked into.
//!
//! The rows are kept as runs: so many items of one array or object with nothing unfolded between them. Unfolding splits
//! a run, folding joins two, and neither looks at the depth.

use super::branch::{self, Branch};
use super::lines::{Line, push_cut};
use super::source::Source;
use crate::codec::json::Container;

/// The most of a value or key that is shown on its row, in bytes.
const LONGEST: usize = 500;

/// About the most of what is in a folded array or object that is shown beside it, in bytes.
const PREVIEW: usize = 80;

/// A value in a tree: the outermost, which is the default, or an item of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Node(Option<(usize, usize)>);

/// What a row of the tree shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The value that it stands for.
    pub node: Node,
    /// How deep it lies; the outermost value has 1.
    pub level: usize,
    /// What it is called.
    pub name: Name,
    /// Its value.
    pub value: Value,
    /// Its number among its siblings, from 1.
    pub position: usize,
    /// How many siblings there are, itself included, once that is known.
    pub siblings: Option<usize>,
}

/// What a value is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The outermost value has no name.
    Outermost,
    /// The key of an object's member as it is written, or the beginning of it.
    Key(String),
    /// The number of an array's item, from 0.
    Number(usize),
}

/// A value on its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string, number, `true`, `false` or `null` as it is written.
    Scalar(Line),
    /// An array or object.
    Container {
        /// Which of the two.
        container: Container,
        /// How many items it has, once that is known.
        items: Option<usize>,
        /// What it begins with, as it is written but for white space.
        preview: String,
        /// Whether its items are rows.
        is_unfolded: bool,
    },
}

/// So many items of a branch, one row each.
#[derive(Debug, Clone, Copy)]
struct Run {
    branch: usize,
    first: usize,
    count: usize,
}

/// The rows.
#[derive(Debug)]
pub(super) struct Tree {
    /// What has been looked into; what is folded again stays.
    branches: Vec<Branch>,
    /// The rows behind the first, which is the outermost value.
    runs: Vec<Run>,
    /// Whether the outermost value has been met.
    is_begun: bool,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self { branches: Vec::new(), runs: Vec::new(), is_begun: false }
    }

    pub(super) fn step(&mut self, source: &Source, checked: usize, budget: usize) {
        if !self.is_begun && checked > 0 {
            self.is_begun = true;
            self.unfold(source, 0);
        }
        for (number, branch) in self.branches.iter_mut().enumerate() {
            let before = branch.count;
            branch.step(source, checked, budget);
            let grown = branch.count - before;
            if let Some(last) = self.runs.iter_mut().rfind(|run| run.branch == number) {
                last.count += grown;
            }
        }
    }

    pub(super) fn is_settled(&self) -> bool {
        self.branches.iter().all(|branch| branch.is_complete)
    }

    pub(super) fn row_count(&self) -> usize {
        1 + self.runs.iter().map(|run| run.count).sum::<usize>()
    }

    pub(super) fn node(&self, row: usize) -> Option<Node> {
        let Some(mut left) = row.checked_sub(1) else { return Some(Node(None)) };
        for run in &self.runs {
            if left < run.count {
                return Some(Node(Some((run.branch, run.first + left))));
            }
            left -= run.count;
        }
        None
    }

    pub(super) fn row(&self, node: Node) -> Option<usize> {
        let Some((branch, item)) = node.0 else { return Some(0) };
        let mut row = 1;
        for run in &self.runs {
            if run.branch == branch && (run.first..run.first + run.count).contains(&item) {
                return Some(row + item - run.first);
            }
            row += run.count;
        }
        None
    }

    pub(super) fn parent(&self, node: Node) -> Option<Node> {
        let (branch, _) = node.0?;
        Some(Node(self.branches.get(branch)?.parent))
    }

    pub(super) fn unfold(&mut self, source: &Source, row: usize) {
        let Some(node) = self.node(row) else { return };
        let start = self.value_start(source, node);
        let container = match source.byte(start) {
            Some(b'[') => Container::Array,
            Some(b'{') => Container::Object,
            Some(_) | None => return,
        };
        if self.run_behind(node).is_some() {
            return;
        }
        let number = self.branch_at(start + 1).unwrap_or_else(|| {
            self.branches.push(Branch::new(container, start + 1, node.0));
            self.branches.len() - 1
        });
        let items = Run { branch: number, first: 0, count: self.branches[number].count };
        let Some((branch, item)) = node.0 else {
            self.runs.push(items);
            return;
        };
        let holds = |run: &Run| run.branch == branch && (run.first..run.first + run.count).contains(&item);
        if let Some(index) = self.runs.iter().position(holds) {
            let run = &mut self.runs[index];
            let behind = Run { first: item + 1, count: run.first + run.count - item - 1, ..*run };
            run.count = item + 1 - run.first;
            let next = index + 1;
            self.runs.splice(next..next, [items, behind]);
        }
    }

    pub(super) fn fold(&mut self, source: &Source, row: usize) {
        let Some(node) = self.node(row) else { return };
        let Some(index) = self.run_behind(node) else { return };
        debug_assert!(self.branch_at(self.value_start(source, node) + 1).is_some());
        let Some((branch, item)) = node.0 else {
            self.runs.clear();
            return;
        };
        // Whatever lies in it stands before the rest of the branch it is in.
        let is_rest = |run: &Run| run.branch == branch && run.first == item + 1;
        if let Some(end) = self.runs[index..].iter().position(is_rest) {
            let rest = self.runs[index + end].count;
            self.runs[index - 1].count += rest;
            self.runs.drain(index..=index + end);
        }
    }

    /// The first run of what is in a node, if it is unfolded.
    fn run_behind(&self, node: Node) -> Option<usize> {
        let is_in = |run: &Run| run.first == 0 && self.branches[run.branch].parent == node.0;
        self.runs.iter().position(is_in)
    }

    fn branch_at(&self, start: usize) -> Option<usize> {
        self.branches.iter().position(|branch| branch.start() == start)
    }

    fn item_start(&self, source: &Source, node: Node) -> usize {
        let Some((branch, item)) = node.0 else { return source.token_start(0) };
        self.branches
            .get(branch)
            .and_then(|branch| branch.item_start(source, item))
            .unwrap_or(source.text().len())
    }

    fn value_start(&self, source: &Source, node: Node) -> usize {
        let start = self.item_start(source, node);
        if self.is_member(node) { branch::value_start(source, start) } else { start }
    }

    fn is_member(&self, node: Node) -> bool {
        let branch = node.0.and_then(|(branch, _)| self.branches.get(branch));
        branch.is_some_and(|branch| branch.container == Container::Object)
    }

    pub(super) fn value<'a>(&self, source: &'a Source, node: Node) -> &'a str {
        let start = self.value_start(source, node);
        let end = match node.0.and_then(|(branch, _)| self.branches.get(branch)) {
            Some(branch) => branch.item_end(source, self.item_start(source, node)),
            None => source.text().trim_end().len(),
        };
        source.text().get(start..end).unwrap_or_default()
    }

    pub(super) fn path(&self, source: &Source, node: Node) -> String {
        let mut steps = Vec::new();
        let mut at = node;
        while let Some((number, item)) = at.0 {
            let Some(branch) = self.branches.get(number) else { break };
            steps.push(match branch.container {
                Container::Array => format!("[{item}]"),
                Container::Object => key_step(key(source, self.item_start(source, at))),
            });
            at = Node(branch.parent);
        }
        steps.push(String::from("$"));
        steps.reverse();
        steps.concat()
    }

    pub(super) fn items(&self, source: &Source, first: usize, count: usize) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        // Where the item of the row before begins: the next one is found from there.
        let mut last = None;
        for row in first..first + count {
            let Some(node) = self.node(row) else { break };
            let start = match (last, node.0) {
                (Some((Node(Some((branch, item))), start)), Some((this, next)))
                    if branch == this && item + 1 == next =>
                {
                    self.branches[branch].next_start(source, start)
                }
                (_, _) => self.item_start(source, node),
            };
            last = Some((node, start));
            items.push(self.item(source, node, start));
        }
        items
    }

    fn item(&self, source: &Source, node: Node, start: usize) -> Item {
        let (mut level, mut at) = (1, node);
        while let Some(parent) = self.parent(at) {
            level += 1;
            at = parent;
        }
        let branch = node.0.and_then(|(branch, _)| self.branches.get(branch));
        let name = match (node.0, branch.map(|branch| branch.container)) {
            (Some((_, item)), Some(Container::Array)) => Name::Number(item),
            (Some(_), Some(Container::Object)) => Name::Key(cut(key(source, start)).text),
            (_, None) | (None, _) => Name::Outermost,
        };
        Item {
            node,
            level,
            name,
            value: self.shown(source, node, branch, start),
            position: node.0.map_or(0, |(_, item)| item) + 1,
            siblings: branch.map_or(Some(1), |branch| branch.is_complete.then_some(branch.count)),
        }
    }

    fn shown(&self, source: &Source, node: Node, branch: Option<&Branch>, start: usize) -> Value {
        let value = self.value_start(source, node);
        let container = match source.byte(value) {
            Some(b'[') => Container::Array,
            Some(b'{') => Container::Object,
            Some(_) | None => {
                return Value::Scalar(cut(&source.text()[value..source.token_end(value)]));
            }
        };
        let items = match (self.branch_at(value + 1).map(|number| &self.branches[number]), branch) {
            (Some(inside), _) => inside.is_complete.then_some(inside.count),
            (None, Some(around)) => around.items_of(source, start),
            (None, None) => None,
        };
        Value::Container {
            container,
            items,
            preview: preview(source, value),
            is_unfolded: self.run_behind(node).is_some(),
        }
    }
}

/// The key as it is written of the member that begins there.
fn key(source: &Source, start: usize) -> &str {
    &source.text()[start..source.token_end(start)]
}

/// A step of a path, to the member with that key: plain where [`super::super::Path`] reads it so.
fn key_step(key: &str) -> String {
    let inside = key.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    let is_plain =
        !inside.is_empty() && inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if is_plain { format!(".{inside}") } else { format!("[{key}]") }
}

fn cut(text: &str) -> Line {
    let mut line = Line { text: String::new(), left_out: 0 };
    push_cut(&mut line, &mut { LONGEST }, text);
    line
}

/// What an array or object begins with, on one line.
fn preview(source: &Source, start: usize) -> String {
    let mut line = Line { text: String::new(), left_out: 0 };
    let (mut at, mut nested, mut room) = (start, 0_usize, PREVIEW);
    while let Some(byte) = source.byte(at) {
        let end = source.token_end(at);
        push_cut(&mut line, &mut room, &source.text()[at..end]);
        match byte {
            b'[' | b'{' => nested += 1,
            b']' | b'}' => nested = nested.saturating_sub(1),
            b',' | b':' => push_cut(&mut line, &mut room, " "),
            _ => {}
        }
        if nested == 0 {
            break;
        }
        at = source.token_start(end);
        if room == 0 {
            line.text.push('…');
            break;
        }
    }
    line.text
}
