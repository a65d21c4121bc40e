import '@tangram/ui/styles.css'
import { ErrorBoundary, ShortcutsProvider, TangramProvider } from '@tangram/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { DesignerApp } from './designer-app.tsx'
import './texts/register.ts'

const container = document.getElementById('root')
if (!container) throw new Error('The page has no element #root to draw into')
createRoot(container).render(
  <StrictMode>
    <TangramProvider>
      <ErrorBoundary>
        <ShortcutsProvider>
          <DesignerApp />
        </ShortcutsProvider>
      </ErrorBoundary>
    </TangramProvider>
  </StrictMode>,
)
