/** The simulation lacks something that the code asks for, or stands still: the run is worth nothing and ends here. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}
