import '@tangram/ui/styles.css'
import { mendLostParts, PageProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { PublicApp } from './public-app.tsx'

mendLostParts()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <PageProvider>
      <PublicApp />
    </PageProvider>,
  )
}
