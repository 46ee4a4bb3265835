"""Other names of Keras: as a part of TensorFlow, and its names of earlier versions."""

from __future__ import annotations

from tensorlint.models.registry import alias, distinct

alias("tensorflow.keras", "keras")
alias("tf_keras", "keras")
distinct("tf_keras", "tf_keras.layers", "tf_keras.Input")  # Keras 2 takes a number for a shape
alias("tensorflow.python.keras", "keras")
alias("tensorflow.compat.v1.keras", "keras")
alias("tensorflow.compat.v2.keras", "keras")
alias("keras.api", "keras")
alias("keras.engine.topology", "keras.layers")
alias("keras.layers.core", "keras.layers")
alias("keras.layers.convolutional", "keras.layers")
alias("keras.layers.pooling", "keras.layers")
alias("keras.layers.recurrent", "keras.layers")
alias("keras.layers.embeddings", "keras.layers")
alias("keras.layers.normalization", "keras.layers")
alias("keras.layers.merge", "keras.layers")
alias("keras.layers.wrappers", "keras.layers")
alias("keras.layers.advanced_activations", "keras.layers")
alias("keras.layers.experimental.preprocessing", "keras.layers")
alias("keras.preprocessing.sequence", "keras.utils")
alias("keras.preprocessing.image_dataset_from_directory", "keras.utils.image_dataset_from_directory")
alias("keras.preprocessing.text_dataset_from_directory", "keras.utils.text_dataset_from_directory")
alias("keras.preprocessing.timeseries_dataset_from_array", "keras.utils.timeseries_dataset_from_array")
alias("keras.utils.np_utils", "keras.utils")
alias("keras.layers.CuDNNLSTM", "keras.layers.LSTM")
alias("keras.layers.CuDNNGRU", "keras.layers.GRU")
