export type { ContainerElement, DisplayElement, FieldElement, FormDocument, FormElement } from './document.ts'
