import '@tangram/ui/styles.css'
import { TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { StaffApp } from './staff-app.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <TangramProvider>
      <StaffApp />
    </TangramProvider>,
  )
}
