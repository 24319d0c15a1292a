"""What is to be expected, quarter by quarter, as a dated file that is never written over."""

from borgerflow.experiments.findings.finding import present

present(f"{__name__}.finding:FrozenForecast", text=f"{__name__}.text:forecast_text")
