import { parseRichText, type RichNode } from '@tangram/form-engine'
import { createElement, type ReactNode } from 'react'
import classes from './rich-text-view.module.css'

/** Formatted text, built element by element: what is stored never becomes part of the page as HTML. */
export default function RichTextView({ html }: { html: string }) {
  return <div className={classes.richText}>{parseRichText(html).map(elementOf)}</div>
}

function elementOf(node: RichNode, index: number): ReactNode {
  if (typeof node === 'string') return node
  const { tag, href, children } = node
  const attributes = href === undefined ? {} : { href, target: '_blank', rel: 'noreferrer noopener' }
  return createElement(tag, { key: index, ...attributes }, ...(children.length > 0 ? [children.map(elementOf)] : []))
}
