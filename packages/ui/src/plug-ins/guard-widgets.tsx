import { Component, type ReactNode } from 'react'
import classes from '../form/form-field.module.css'
import type { Widget } from '../form/widget.ts'
import { useTranslation } from '../i18n/use-translation.ts'

/** The widgets of a plug-in, each of which may break without taking the form with it. */
export function guardWidgets(widgets: Readonly<Record<string, Widget>>, plugIn: string): Record<string, Widget> {
  return Object.fromEntries(
    Object.entries(widgets).map(([name, { component: Inner, labelled }]) => [
      name,
      {
        labelled,
        component: function Guarded(props) {
          return (
            <Guard instead={<Broken plugIn={plugIn} />}>
              <Inner {...props} />
            </Guard>
          )
        },
      } satisfies Widget,
    ]),
  )
}

class Guard extends Component<{ children: ReactNode; instead: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    return this.state.isBroken ? this.props.instead : this.props.children
  }
}

function Broken({ plugIn }: { plugIn: string }) {
  const { t } = useTranslation('ui')
  return (
    <p role="alert" className={classes.error}>
      {t('form.broken-widget', { plugIn })}
    </p>
  )
}
