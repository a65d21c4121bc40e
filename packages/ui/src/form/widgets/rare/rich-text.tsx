import { Button, Input } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconH2,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react'
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type ComponentType, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import content from '../../../record/rich-text-view.module.css'
import type { WidgetProps } from '../../widget.ts'
import classes from './rich-text.module.css'
import { useWidgetWords, type WidgetWord } from './widget-words.ts'

const extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    link: { openOnClick: false, autolink: true, defaultProtocol: 'https', protocols: ['mailto', 'tel'] },
    trailingNode: false,
  }),
]

/** Formatted text. The usual keys work (Ctrl/⌘ B, I, U, Z), as do `- `, `1. ` and `## ` at the start of a line. */
export function RichTextWidget(props: WidgetProps) {
  const { id, labelId, describedBy, required, invalid, value, onChange, onBlur } = props
  const html = typeof value === 'string' ? value : ''
  const own = useRef(html)
  const report = useRef({ onChange, onBlur })
  report.current = { onChange, onBlur }
  const attributes = {
    id,
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-labelledby': labelId,
    class: `${content.richText} ${classes.text}`,
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(required ? { 'aria-required': 'true' } : {}),
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
  }
  const editor = useEditor({
    extensions,
    content: html,
    // The policy of the server allows it, but the styles are in our file.
    injectCSS: false,
    editorProps: { attributes },
    onUpdate: ({ editor: changed }) => {
      own.current = changed.isEmpty ? '' : changed.getHTML()
      report.current.onChange(own.current || null)
    },
    onBlur: () => report.current.onBlur(),
  })
  const spoken = JSON.stringify(attributes)
  useEffect(() => {
    editor.setOptions({ editorProps: { attributes: JSON.parse(spoken) as Record<string, string> } })
  }, [editor, spoken])
  // What did not come from typing here: a formula, a draft, somebody else's value.
  useEffect(() => {
    if (html === own.current) return
    own.current = html
    editor.commands.setContent(html, { emitUpdate: false })
  }, [editor, html])
  return (
    <div className={classes.frame} data-invalid={invalid || undefined}>
      <Tools editor={editor} />
      <EditorContent editor={editor} />
    </div>
  )
}

type Tool = {
  word: WidgetWord
  Icon: ComponentType<{ size: number; stroke: number }>
  /** What is on when it is on; absent for what only happens. */
  mark?: [name: string, attributes?: object]
  run: (editor: Editor) => void
}

const tools: Tool[] = [
  { word: 'bold', Icon: IconBold, mark: ['bold'], run: (editor) => editor.chain().focus().toggleBold().run() },
  { word: 'italic', Icon: IconItalic, mark: ['italic'], run: (editor) => editor.chain().focus().toggleItalic().run() },
  { word: 'underline', Icon: IconUnderline, mark: ['underline'], run: (editor) => editor.chain().focus().toggleUnderline().run() },
  { word: 'strike', Icon: IconStrikethrough, mark: ['strike'], run: (editor) => editor.chain().focus().toggleStrike().run() },
  {
    word: 'heading',
    Icon: IconH2,
    mark: ['heading', { level: 2 }],
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  { word: 'bullet-list', Icon: IconList, mark: ['bulletList'], run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { word: 'ordered-list', Icon: IconListNumbers, mark: ['orderedList'], run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { word: 'quote', Icon: IconBlockquote, mark: ['blockquote'], run: (editor) => editor.chain().focus().toggleBlockquote().run() },
  { word: 'undo', Icon: IconArrowBackUp, run: (editor) => editor.chain().focus().undo().run() },
  { word: 'redo', Icon: IconArrowForwardUp, run: (editor) => editor.chain().focus().redo().run() },
]

/** One stop of the Tab key; arrows move between the buttons. */
function Tools({ editor }: { editor: Editor }) {
  const say = useWidgetWords()
  const [at, setAt] = useState(0)
  const [isLinking, setLinking] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => [...tools.map(({ mark }) => mark !== undefined && now.isActive(...mark)), now.isActive('link')],
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = (at + step + tools.length + 1) % (tools.length + 1)
    setAt(next)
    bar.current?.querySelectorAll('button')[next]?.focus()
  }
  const button = (index: number, word: WidgetWord, Icon: Tool['Icon'], isToggle: boolean, onClick: () => void) => (
    <button
      key={word}
      type="button"
      className={classes.tool}
      aria-label={say(word)}
      title={say(word)}
      aria-pressed={isToggle ? active[index] === true : undefined}
      tabIndex={index === at ? 0 : -1}
      onMouseDown={(event) => event.preventDefault()}
      onFocus={() => setAt(index)}
      onClick={onClick}
    >
      <Icon size={18} stroke={1.5} />
    </button>
  )
  return (
    <>
      <div ref={bar} role="toolbar" aria-label={say('formatting')} className={classes.tools} onKeyDown={onKeyDown}>
        {tools.map(({ word, Icon, mark, run }, index) => button(index, word, Icon, mark !== undefined, () => run(editor)))}
        {button(tools.length, 'link', IconLink, true, () => setLinking(!isLinking))}
      </div>
      {isLinking && <LinkBar editor={editor} onDone={() => setLinking(false)} />}
    </>
  )
}

function LinkBar({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const say = useWidgetWords()
  const [address, setAddress] = useState(() => String(editor.getAttributes('link').href ?? ''))
  const apply = () => {
    const typed = address.trim()
    const href = /^[a-z]+:/i.test(typed) || typed === '' ? typed : `https://${typed}`
    const chain = editor.chain().focus().extendMarkRange('link')
    if (href === '') chain.unsetLink().run()
    else if (editor.state.selection.empty && !editor.isActive('link'))
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setLink({ href }).run()
    onDone()
  }
  return (
    <div className={classes.link}>
      <Input
        aria-label={say('link-address')}
        placeholder="https://"
        inputMode="url"
        data-autofocus
        ref={(input: HTMLInputElement | null) => input?.focus()}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation()
            editor.commands.focus()
            onDone()
          }
          if (event.key !== 'Enter') return
          event.preventDefault()
          apply()
        }}
      />
      <Button variant="default" onClick={apply}>
        {say(address.trim() === '' && editor.isActive('link') ? 'link-remove' : 'link-set')}
      </Button>
    </div>
  )
}
