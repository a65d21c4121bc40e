import '@tangram/ui/styles.css'
import { mendLostParts, TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { loadOperators } from '../parts/operators.ts'
import { StaffApp } from './staff-app.tsx'

mendLostParts()

// Those who work here open one form after the other.
await loadOperators('all')

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <TangramProvider>
      <StaffApp />
    </TangramProvider>,
  )
}
