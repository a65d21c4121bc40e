import { showNotLoaded } from './not-loaded.ts'

/**
 * The one door of the portal. Customers and staff load different programs: a form opened on a phone
 * must not wait for lists, dashboards and charts.
 */
const isPublicPage = /^\/(f|l)\/|^\/progress(\/|$)/.test(window.location.pathname)

/** A dashboard on somebody else's page: charts, but nothing of what people do who sign in. */
const isEmbedded = window.location.pathname.startsWith('/embed/')

const program = () => (isEmbedded ? import('./embed/start.tsx') : import('./staff/start.tsx'))

void (isPublicPage ? import('./public/start.tsx') : program()).catch(showNotLoaded)
