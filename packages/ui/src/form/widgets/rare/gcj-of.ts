/**
 * Degrees of GPS (WGS-84) as maps of China draw them (GCJ-02). Outside of China both are the same. Exact to about a metre: the published
 * approximation of a formula that is not.
 *
 * @see https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China
 */
export function gcjOf(lng: number, lat: number): [lng: number, lat: number] {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lng, lat]
  const [x, y] = [lng - 105, lat - 35]
  const rad = (lat / 180) * Math.PI
  const magic = 1 - eccentricity * Math.sin(rad) ** 2
  const root = Math.sqrt(magic)
  const shiftLat = (northOf(x, y) * 180) / (((axis * (1 - eccentricity)) / (magic * root)) * Math.PI)
  const shiftLng = (eastOf(x, y) * 180) / ((axis / root) * Math.cos(rad) * Math.PI)
  return [lng + shiftLng, lat + shiftLat]
}

/** The ellipsoid of Krassovsky, in metres. */
const axis = 6_378_245
const eccentricity = 0.006693421622965943

const wave = (of: number, ...terms: [factor: number, frequency: number][]): number =>
  (terms.reduce((sum, [factor, frequency]) => sum + factor * Math.sin(of * frequency * Math.PI), 0) * 2) / 3

const northOf = (x: number, y: number): number =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * Math.sqrt(Math.abs(x)) +
  wave(x, [20, 6], [20, 2]) +
  wave(y, [20, 1], [40, 1 / 3]) +
  wave(y, [160, 1 / 12], [320, 1 / 30])

const eastOf = (x: number, y: number): number =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * Math.sqrt(Math.abs(x)) +
  wave(x, [20, 6], [20, 2]) +
  wave(x, [20, 1], [40, 1 / 3]) +
  wave(x, [150, 1 / 12], [300, 1 / 30])
