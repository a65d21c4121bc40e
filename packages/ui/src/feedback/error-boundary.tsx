import { Component, type ReactNode } from 'react'
import { ErrorState } from './error-state.tsx'

type ErrorBoundaryProps = {
  children: ReactNode
  /** Another one, say the address: the part is tried again. */
  resetOn?: string
}

/** Keeps a part that breaks, or cannot be loaded, from taking the page with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidUpdate(before: ErrorBoundaryProps) {
    if (this.state.error !== undefined && before.resetOn !== this.props.resetOn) this.setState({ error: undefined })
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: undefined })} />
  }
}
