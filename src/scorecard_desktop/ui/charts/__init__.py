"""Charts of an indicator. Everything here imports pyqtgraph (and with it numpy): import it when a chart is shown."""
