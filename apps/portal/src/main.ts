import { showNotLoaded } from './not-loaded.ts'

/**
 * The one door of the portal. Customers and staff load different programs: a form opened on a phone
 * must not wait for lists, dashboards and charts.
 */
const isPublicPage = /^\/(f|l)\/|^\/progress(\/|$)/.test(window.location.pathname)

void (isPublicPage ? import('./public/start.tsx') : import('./staff/start.tsx')).catch(showNotLoaded)
