import '@tangram/ui/styles.css'
import { mendLostParts, TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { StaffApp } from './staff-app.tsx'

mendLostParts()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <TangramProvider>
      <StaffApp />
    </TangramProvider>,
  )
}
