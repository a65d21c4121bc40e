import '@tangram/ui/styles.css'
import { fieldTypes } from '@tangram/form-engine'
import { mendLostParts, TangramProvider, withPlugIns } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { loadOperators } from '../parts/operators.ts'
import { plugInsOfPage } from '../parts/plug-ins.ts'
import { StaffApp } from './staff-app.tsx'

mendLostParts()

// Those who work here open one form after the other.
const [plugIns] = await Promise.all([plugInsOfPage(), loadOperators('all')])

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <TangramProvider parts={withPlugIns({ fieldTypes }, plugIns)}>
      <StaffApp />
    </TangramProvider>,
  )
}
