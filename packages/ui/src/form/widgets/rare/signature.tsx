import { Button, Input } from '@mantine/core'
import type { SignedFile } from '@tangram/form-engine'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import { useUploads } from '../use-uploads.ts'
import classes from './rare.module.css'
import { useWidgetWords } from './widget-words.ts'

/** Where the pen was, in pixels of a pad of 480 × 160. */
type Stroke = [x: number, y: number][]

const pad = { width: 480, height: 160 }
const ink = '#1c2430'

/** A name drawn with finger, mouse or pen, or typed. It is kept as a black picture on white, whatever the theme. */
export function SignatureWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field, sources, invalid, labelId } = props
  const say = useWidgetWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<Stroke[]>([])
  const [isTyping, setTyping] = useState(false)
  const [name, setName] = useState('')
  const [count, setCount] = useState(0)
  const hash = useRef('')
  const { uploads, previews, start, retry, drop } = useUploads(field.id, sources, (file) => {
    onChange([{ ...file, strokes: hash.current }])
    onBlur()
  })
  const signed = Array.isArray(value) ? (value[0] as SignedFile | undefined) : undefined
  const upload = uploads[0]
  const isOpen = !signed && !upload
  const isEmpty = isTyping ? name.trim() === '' : count === 0

  useEffect(() => {
    if (isOpen && canvas.current) draw(canvas.current, strokes.current)
  }, [isOpen])

  const clear = () => {
    strokes.current = []
    setCount(0)
    setName('')
    for (const { key } of uploads) drop(key)
    if (signed) onChange(null)
    if (canvas.current) draw(canvas.current, [])
  }
  const done = async () => {
    const drawn = isTyping ? { name: name.trim() } : { strokes: strokes.current }
    hash.current = await sha256(JSON.stringify(drawn))
    const picture = document.createElement('canvas')
    Object.assign(picture, { width: pad.width * 2, height: pad.height * 2 })
    if (isTyping) write(picture, name.trim())
    else draw(picture, strokes.current)
    const blob = await new Promise<Blob | null>((settle) => {
      picture.toBlob(settle, 'image/png')
    })
    if (blob) start([new File([blob], `${say('signed')}.png`, { type: 'image/png' })])
  }
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    const scale = pad.width / box.width
    return [Math.round((event.clientX - box.left) * scale), Math.round((event.clientY - box.top) * scale)]
  }
  const picture = signed && (previews[signed.id] ?? sources.fileUrl(signed.id))
  return (
    <div role="group" {...groupAttributes(props)} className={classes.stack}>
      {signed && <div className={classes.pad}>{picture ? <img src={picture} alt={say('signed')} /> : <span>{say('signed')} ✓</span>}</div>}
      {upload && (
        <p role="status" className={classes.quiet}>
          {upload.problem === null ? say('signing') : say('sign-failed', { problem: upload.problem })}
        </p>
      )}
      {isOpen && isTyping && (
        <Input
          id={id}
          aria-label={say('your-name')}
          placeholder={say('your-name')}
          autoComplete="name"
          maxLength={60}
          error={invalid}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || isEmpty) return
            event.preventDefault()
            void done()
          }}
        />
      )}
      {isOpen && !isTyping && (
        <div className={classes.pad} data-invalid={invalid || undefined}>
          <canvas
            ref={canvas}
            {...pad}
            role="img"
            aria-labelledby={labelId}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              strokes.current.push([at(event)])
            }}
            onPointerMove={(event) => {
              if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
              strokes.current.at(-1)?.push(at(event))
              draw(event.currentTarget, strokes.current)
            }}
            onPointerUp={() => setCount(strokes.current.length)}
          />
          {count === 0 && <span aria-hidden>{say('draw-here')}</span>}
        </div>
      )}
      <div className={classes.row}>
        {isOpen && (
          <Button variant="default" disabled={isEmpty} onClick={() => void done()}>
            {say('sign-done')}
          </Button>
        )}
        {upload?.problem && (
          <Button variant="default" onClick={() => retry(upload.key)}>
            {say('sign-done')}
          </Button>
        )}
        {(!isOpen || !isEmpty) && (
          <Button variant="default" {...(isOpen ? {} : { id })} onClick={clear}>
            {say(isOpen ? 'clear' : 'sign-again')}
          </Button>
        )}
        {isOpen && (
          <Button variant="subtle" {...(isTyping ? {} : { id })} onClick={() => setTyping(!isTyping)}>
            {say(isTyping ? 'draw-name' : 'type-name')}
          </Button>
        )}
      </div>
      {isOpen && !isEmpty && <p className={classes.quiet}>{say('sign-not-kept')}</p>}
    </div>
  )
}

function paper(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (!context) return null
  const scale = canvas.width / pad.width
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, pad.width, pad.height)
  Object.assign(context, { fillStyle: ink, strokeStyle: ink, lineWidth: 2.5, lineCap: 'round', lineJoin: 'round' })
  return context
}

function draw(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = paper(canvas)
  if (!context) return
  for (const [first, ...rest] of strokes) {
    if (!first) continue
    context.beginPath()
    context.moveTo(...first)
    // A dot is a stroke too.
    for (const point of rest.length > 0 ? rest : [[first[0] + 0.1, first[1]] as const]) context.lineTo(...point)
    context.stroke()
  }
}

function write(canvas: HTMLCanvasElement, name: string): void {
  const context = paper(canvas)
  if (!context) return
  const fonts = '"Segoe Script", "Bradley Hand", "Kaiti SC", KaiTi, STKaiti, cursive, sans-serif'
  context.font = `64px ${fonts}`
  const size = Math.min(64, (64 * (pad.width - 48)) / Math.max(1, context.measureText(name).width))
  Object.assign(context, { font: `${size}px ${fonts}`, textAlign: 'center', textBaseline: 'middle' })
  context.fillText(name, pad.width / 2, pad.height / 2)
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
