import '@tangram/ui/styles.css'
import { mendLostParts, ShortcutsProvider, TangramProvider } from '@tangram/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { DesignerApp } from './designer-app.tsx'
import { formParts } from './platform.ts'
import './texts/register.ts'

// The draft waits on this device with every change.
mendLostParts({ keepsWhatIsTyped: true })

const container = document.getElementById('root')
if (!container) throw new Error('The page has no element #root to draw into')
createRoot(container).render(
  <StrictMode>
    <TangramProvider parts={formParts}>
      <ShortcutsProvider>
        <DesignerApp />
      </ShortcutsProvider>
    </TangramProvider>
  </StrictMode>,
)
