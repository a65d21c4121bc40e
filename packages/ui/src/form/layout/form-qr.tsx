import type { DisplayElement } from '@tangram/form-engine'
import { useSyncExternalStore } from 'react'
import { useLoad } from '../../client/use-load.ts'
import { useFormat } from '../../format/use-format.ts'
import { drawQr } from '../../shell/draw-qr.ts'
import { QrImage } from '../../shell/qr-image.tsx'
import type { RareElementProps } from '../elements.tsx'
import { asText, filledText } from './filled-text.ts'
import classes from './layout.module.css'
import { useLayoutTexts } from './use-layout-texts.ts'

/** A code to scan, whose text follows what is typed. */
export function FormQr({ element, model }: RareElementProps<DisplayElement>) {
  const { t } = useLayoutTexts()
  const format = useFormat()
  const { text: source = null } = element
  const text = useSyncExternalStore(
    model.subscribeForm,
    () => (typeof source === 'string' ? filledText(model, source) : asText(model.calculate(source))) || null,
  )
  const drawing = useLoad(text, () => drawQr(text ?? ''))
  const name = format.text(element.label)
  return (
    <figure className={classes.code}>
      {text && drawing.data ? (
        <QrImage {...drawing.data} title={name || text} size={160} />
      ) : (
        <div className={classes.noCode}>{t('nothing-to-scan')}</div>
      )}
      {name && <figcaption>{name}</figcaption>}
    </figure>
  )
}
