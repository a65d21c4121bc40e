import '@tangram/ui/styles.css'
import { PageProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { PublicApp } from './public-app.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <PageProvider>
      <PublicApp />
    </PageProvider>,
  )
}
