import { textIn } from '@tangram/data-model'
import { type Signature, signatureAt } from '@tangram/expression'
import { useLocale } from '@tangram/ui'
import { Fragment } from 'react'
import classes from './formula.module.css'

/** The function being written and its parameters, the one that comes now in bold. */
export function SignatureLine({ text, cursor }: { text: string; cursor: number }) {
  const { locale } = useLocale()
  const signature: Signature | undefined = signatureAt(text, cursor)
  if (!signature) return null
  const { name, label, params } = signature.function
  return (
    <div className={classes.signature}>
      <span className={classes.function}>{name}</span>(
      {params.map((param, index) => (
        <Fragment key={index}>
          {index > 0 && ', '}
          <span data-active={index === signature.active || undefined}>
            {textIn(param.name, locale)}
            {param.repeats ? '…' : param.optional ? '?' : ''}
          </span>
        </Fragment>
      ))}
      )<span className={classes.detail}> {textIn(label, locale)}</span>
    </div>
  )
}
