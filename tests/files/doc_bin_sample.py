"""A DocBin that spaCy 3.8 wrote: one document with entities, a span group, cats and user data."""

import base64

WRITTEN = base64.b64decode(
    "eJzrWl6WWlScmZ+32EDPcGliSUlR8RRHX7+zjMeWleRnp+YVH1nwx8TCi6t09hZmBgioYWRAAZNd638m3t7S"
    "wohD/o6TRXKA7bNjTAzYwU3WQHUbZaNwmPmGtx/+uSR9shAmv+jQGp83N+vX49K/rLggMTm1+AgrIyPQ5uU5"
    "qXnpJRnFR1hYgXLLi0uKMvPSi+ctWKi30HGxY0riQqdFTvlLnSqL8vOWBbgGBfv7LU5MSVyUlL80CSS2ODe1"
    "ZHFBasmiYsMlyYklxRObl6Tn56ectv8AsWxxUmLKaZjNi/NTgDIvIJylaTmJ6cUTGzdlJBbHl+Zl5+WX58VD"
    "nHZoNZDOi08vyi8tKJ54pKjxSHbzkrzE3NRFxcmQMG9YClJRPOmIxl/BDJ0Di7U/w+w45yx2Iuoh11koFxYI"
    "nEc00MPhaM0Pdv1jVuuBTFAMgIKTBYh5JwJtWVlanFoUn5JYkjjxiHDTksyS1NxFmYZTFuvF6y2sOHCAGQAv"
    "BJob"
)
