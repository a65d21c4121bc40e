/** A choice with choices under it, in the words of the reader. */
export type TreeNode = { id: string; label: string; children?: TreeNode[] }

/** A line of a tree as it is drawn. `position` and `siblings` count from one within its parent. */
export type TreeRow = { node: TreeNode; level: number; position: number; siblings: number; parent?: string; isOpen?: boolean }

/**
 * The lines of a tree that show: under unfolded nodes only; while somebody searches, all that has the words and what leads there.
 *
 * @param search words in lower case; empty for none
 */
export function treeRows(tree: readonly TreeNode[], unfolded: ReadonlySet<string>, search: string): TreeRow[] {
  const rows: TreeRow[] = []
  const visit = (nodes: readonly TreeNode[], level: number, parent: string | undefined) => {
    const shown = search === '' ? nodes : nodes.filter((node) => has(node, search))
    for (const [index, node] of shown.entries()) {
      const isParent = node.children !== undefined && node.children.length > 0
      const isOpen = isParent && (unfolded.has(node.id) || (search !== '' && node.children?.some((child) => has(child, search)) === true))
      rows.push({
        node,
        level,
        position: index + 1,
        siblings: shown.length,
        ...(parent === undefined ? {} : { parent }),
        ...(isParent ? { isOpen } : {}),
      })
      if (isOpen) visit(node.children ?? [], level + 1, node.id)
    }
  }
  visit(tree, 1, undefined)
  return rows
}

const has = (node: TreeNode, search: string): boolean =>
  node.label.toLowerCase().includes(search) || node.children?.some((child) => has(child, search)) === true

/** Every node of the tree. */
export function nodesIn(tree: readonly TreeNode[]): TreeNode[] {
  return tree.flatMap((node) => [node, ...nodesIn(node.children ?? [])])
}
