/** A row as VS Code draws it. */
import * as vscode from 'vscode';
import type { Tone, TreeNode } from './tree-node';

const COLORS: Readonly<Record<Tone, string>> = {
  good: 'testing.iconPassed',
  busy: 'charts.yellow',
  bad: 'list.errorForeground',
  quiet: 'descriptionForeground',
};

const STATES = {
  none: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
} as const;

export function treeItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, STATES[node.children]);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = node.tooltip;
  item.contextValue = node.context;
  item.iconPath = new vscode.ThemeIcon(node.icon, node.tone && new vscode.ThemeColor(COLORS[node.tone]));
  // Dots are for the eye; their words are in the tooltip.
  const words = node.description?.replace(/^[●◐○ ]+/, '');
  item.accessibilityInformation = { label: [node.kind, node.label, words].filter(Boolean).join(', ') };
  item.command = clickOf(node);
  return item;
}

/** Rows with nothing below them show what they are about when they are clicked. */
const SHOWN: Partial<Record<TreeNode['kind'], string>> = {
  volume: 'nomad.volume.status',
  variable: 'nomad.variable.show',
  task: 'nomad.alloc.status',
  server: 'nomad.server.members',
};

function clickOf(node: TreeNode): vscode.Command | undefined {
  if (node.kind === 'more') return { title: 'Show More', command: 'nomad.explorer.showMore', arguments: [node] };
  if (node.kind === 'job' && node.children === 'none' && node.file) {
    return { title: 'Open', command: 'nomad.explorer.openFile', arguments: [node] };
  }
  const shown = SHOWN[node.kind];
  if (shown) return { title: 'Show', command: shown, arguments: [node] };
  if (node.kind === 'blocked') return { title: 'Diagnose', command: 'nomad.job.diagnose', arguments: [node] };
  return undefined;
}
