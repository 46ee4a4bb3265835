"""Which module of models declares which names.

Written by `python -m tools.index_models`, which a test asks for where the table is behind.
"""

TABLE = """\
# array_like
unknown.Array. T ndim reshape shape
# array_like_methods
unknown. AxisError
unknown.Array. abs all any argmax argmin argsort astype bool clamp clip clone conj contiguous copy cpu cuda
unknown.Array. cumprod cumsum detach dot double exp flatten float half int log long max mean min numpy prod
unknown.Array. ravel relu round sigmoid sqrt square std sum tanh to to_numpy type var
# array_like_operators
* operators:
unknown. ShapeError
# images_arrays
cv2. Canny GaussianBlur Laplacian Scharr Sobel absdiff adaptiveThreshold add addWeighted bilateralFilter
cv2. bitwise_and bitwise_not bitwise_or bitwise_xor blur boxFilter copyMakeBorder cvtColor dilate
cv2. equalizeHist erode filter2D flip imread inRange medianBlur merge morphologyEx resize rotate split
cv2. subtract threshold transpose warpAffine warpPerspective
skimage. img_as_bool img_as_float img_as_float32 img_as_ubyte
skimage.color. gray2rgb hsv2rgb lab2rgb rgb2gray rgb2hsv rgb2lab rgb2ycbcr
skimage.data. astronaut brick camera cat cell checkerboard chelsea clock coffee coins grass moon page rocket
skimage.data. text
skimage.exposure. adjust_gamma adjust_log adjust_sigmoid equalize_adapthist equalize_hist match_histograms
skimage.exposure. rescale_intensity
skimage.feature. canny corner_harris corner_kitchen_rosenfeld corner_moravec hessian_matrix_det shape_index
skimage.filters. butterworth farid farid_h farid_v frangi gaussian hessian laplace median meijering prewitt
skimage.filters. prewitt_h prewitt_v roberts sato scharr scharr_h scharr_v sobel sobel_h sobel_v
skimage.filters. threshold_local threshold_niblack threshold_sauvola unsharp_mask
skimage.filters.rank. autolevel enhance_contrast entropy equalize geometric_mean gradient majority maximum
skimage.filters.rank. mean mean_bilateral mean_percentile median minimum modal otsu percentile pop sum
skimage.filters.rank. threshold
skimage.measure. label
skimage.morphology. area_closing area_opening binary_closing binary_dilation binary_erosion binary_opening
skimage.morphology. black_tophat closing convex_hull_image convex_hull_object diameter_closing
skimage.morphology. diameter_opening dilation erosion opening reconstruction remove_small_holes
skimage.morphology. remove_small_objects skeletonize thin white_tophat
skimage.restoration. denoise_tv_chambolle
skimage.segmentation. clear_border expand_labels inverse_gaussian_gradient watershed
skimage.transform. resize rotate
skimage.util. img_as_bool img_as_float img_as_float32 img_as_float64 img_as_ubyte invert random_noise
# images_pillow
PIL.Image. Image fromarray new open
PIL.Image.Image. __enter__ convert copy crop draft effect_spread filter getchannel height load putalpha
PIL.Image.Image. resize rotate seek size split thumbnail width
PIL.ImageOps. autocontrast equalize fit flip grayscale invert mirror
# keras_aliases
* tf_keras
keras. api
keras.engine. topology
keras.layers. CuDNNGRU CuDNNLSTM advanced_activations convolutional core embeddings merge normalization
keras.layers. pooling recurrent wrappers
keras.layers.experimental. preprocessing
keras.preprocessing. image_dataset_from_directory sequence text_dataset_from_directory
keras.preprocessing. timeseries_dataset_from_array
keras.utils. np_utils
tensorflow. keras
tensorflow.compat.v1. keras
tensorflow.compat.v2. keras
tensorflow.python. keras
tf_keras. Input layers
# keras_applications
keras.applications. ConvNeXtBase ConvNeXtLarge ConvNeXtSmall ConvNeXtTiny ConvNeXtXLarge DenseNet121
keras.applications. DenseNet169 DenseNet201 EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3
keras.applications. EfficientNetB4 EfficientNetB5 EfficientNetB6 EfficientNetB7 EfficientNetV2B0
keras.applications. EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3 EfficientNetV2L EfficientNetV2M
keras.applications. EfficientNetV2S InceptionResNetV2 InceptionV3 MobileNet MobileNetV2 MobileNetV3Large
keras.applications. MobileNetV3Small NASNetLarge NASNetMobile ResNet101 ResNet101V2 ResNet152 ResNet152V2
keras.applications. ResNet50 ResNet50V2 VGG16 VGG19 Xception
keras.applications.convnext. ConvNeXtBase ConvNeXtLarge ConvNeXtSmall ConvNeXtTiny ConvNeXtXLarge
keras.applications.convnext. decode_predictions preprocess_input
keras.applications.densenet. DenseNet121 DenseNet169 DenseNet201 decode_predictions preprocess_input
keras.applications.efficientnet. EfficientNetB0 EfficientNetB1 EfficientNetB2 EfficientNetB3 EfficientNetB4
keras.applications.efficientnet. EfficientNetB5 EfficientNetB6 EfficientNetB7 decode_predictions
keras.applications.efficientnet. preprocess_input
keras.applications.efficientnet_v2. EfficientNetV2B0 EfficientNetV2B1 EfficientNetV2B2 EfficientNetV2B3
keras.applications.efficientnet_v2. EfficientNetV2L EfficientNetV2M EfficientNetV2S decode_predictions
keras.applications.efficientnet_v2. preprocess_input
keras.applications.imagenet_utils. decode_predictions preprocess_input
keras.applications.inception_resnet_v2. InceptionResNetV2 decode_predictions preprocess_input
keras.applications.inception_v3. InceptionV3 decode_predictions preprocess_input
keras.applications.mobilenet. MobileNet MobileNetV2 MobileNetV3Large MobileNetV3Small decode_predictions
keras.applications.mobilenet. preprocess_input
keras.applications.mobilenet_v2. MobileNetV2 decode_predictions preprocess_input
keras.applications.mobilenet_v3. MobileNetV3Large MobileNetV3Small decode_predictions preprocess_input
keras.applications.nasnet. NASNetLarge NASNetMobile decode_predictions preprocess_input
keras.applications.resnet. ResNet101 ResNet101V2 ResNet152 ResNet152V2 ResNet50 ResNet50V2
keras.applications.resnet. decode_predictions preprocess_input
keras.applications.resnet50. ResNet50 ResNet50V2 decode_predictions preprocess_input
keras.applications.resnet_v2. ResNet101 ResNet101V2 ResNet152 ResNet152V2 ResNet50 ResNet50V2
keras.applications.resnet_v2. decode_predictions preprocess_input
keras.applications.vgg16. VGG16 decode_predictions preprocess_input
keras.applications.vgg19. VGG19 decode_predictions preprocess_input
keras.applications.xception. Xception decode_predictions preprocess_input
# keras_attention
keras.layers. AdditiveAttention Attention GroupQueryAttention GroupedQueryAttention MultiHeadAttention
keras.layers.AdditiveAttention. __init__
keras.layers.Attention. __init__
keras.layers.GroupQueryAttention. __init__
keras.layers.MultiHeadAttention. __init__
# keras_calls
keras.layers.Layer. __call__ call
# keras_convolution
keras.layers. Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose Convolution1D
keras.layers. Convolution1DTranspose Convolution2D Convolution2DTranspose Convolution3D
keras.layers. Convolution3DTranspose DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D
keras.layers. SeparableConvolution1D SeparableConvolution2D
keras.layers.Conv1D. __init__
keras.layers.Conv1DTranspose. __init__
keras.layers.Conv2D. __init__
keras.layers.Conv2DTranspose. __init__
keras.layers.Conv3D. __init__
keras.layers.Conv3DTranspose. __init__
keras.layers.DepthwiseConv1D. __init__
keras.layers.DepthwiseConv2D. __init__
keras.layers.SeparableConv1D. __init__
keras.layers.SeparableConv2D. __init__
# keras_core
keras.layers. ActivityRegularization AlphaDropout Dense Dropout ELU EinsumDense Embedding Flatten
keras.layers. GaussianDropout GaussianNoise Identity Lambda LeakyReLU Masking Permute ReLU RepeatVector
keras.layers. Reshape ReversibleEmbedding SpatialDropout1D SpatialDropout2D SpatialDropout3D
keras.layers.ActivityRegularization. __init__
keras.layers.AlphaDropout. __init__
keras.layers.Dense. __init__
keras.layers.Dropout. __init__
keras.layers.ELU. __init__
keras.layers.EinsumDense. __init__
keras.layers.Embedding. __init__
keras.layers.Flatten. __init__
keras.layers.GaussianDropout. __init__
keras.layers.GaussianNoise. __init__
keras.layers.Identity. __init__
keras.layers.Lambda. __init__
keras.layers.LeakyReLU. __init__
keras.layers.Masking. __init__
keras.layers.Permute. __init__
keras.layers.ReLU. __init__
keras.layers.RepeatVector. __init__
keras.layers.Reshape. __init__
keras.layers.ReversibleEmbedding. __init__
keras.layers.SpatialDropout1D. __init__
keras.layers.SpatialDropout2D. __init__
keras.layers.SpatialDropout3D. __init__
# keras_data
keras.backend. clear_session epsilon image_data_format set_image_data_format
keras.config. epsilon image_data_format set_image_data_format
keras.datasets.boston_housing. load_data
keras.datasets.california_housing. load_data
keras.datasets.cifar10. load_data
keras.datasets.cifar100. load_data
keras.datasets.fashion_mnist. load_data
keras.datasets.imdb. load_data
keras.datasets.mnist. load_data
keras.datasets.reuters. load_data
keras.preprocessing.text. Tokenizer
keras.preprocessing.text.Tokenizer. fit_on_texts texts_to_sequences
keras.utils. PyDataset Sequence clear_session normalize pad_sequences set_random_seed to_categorical
keras.utils.PyDataset. __init__
# keras_datasets
keras.utils. image_dataset_from_directory text_dataset_from_directory timeseries_dataset_from_array
# keras_images
keras.preprocessing.image. ImageDataGenerator array_to_img img_to_array load_img save_img
keras.preprocessing.image.ImageDataGenerator. fit flow flow_from_directory
keras.utils. img_to_array load_img
# keras_inputs
keras. Input
keras.layers. Input InputLayer Layer
keras.layers.InputLayer. __init__
keras.layers.Layer. __init__
tf_keras. Input
tf_keras.layers. Input
# keras_layer_methods
keras. Variable
keras.layers.Layer. add_variable add_weight build output
# keras_losses
keras. objectives
keras.losses. BCE BFCE BinaryCrossentropy BinaryFocalCrossentropy COSINE_PROXIMITY CTC
keras.losses. CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy
keras.losses. CategoricalHinge Circle CosineSimilarity Dice HUBER_LOSS Hinge Huber KLD KLDivergence
keras.losses. KULLBACK_LEIBLER_DIVERGENCE LOGCOSH LogCosh Loss MAE MAPE MSE MSLE MeanAbsoluteError
keras.losses. MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
keras.losses. SparseCategoricalCrossentropy SquaredHinge Tversky bce bfce binary_crossentropy
keras.losses. binary_focal_crossentropy categorical_crossentropy categorical_focal_crossentropy
keras.losses. categorical_generalized_cross_entropy categorical_hinge circle cosine_proximity
keras.losses. cosine_similarity ctc deserialize dice get hinge huber huber_loss kl_divergence kld
keras.losses. kullback_leibler_divergence log_cosh logcosh mae mape mean_absolute_error
keras.losses. mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mse msle
keras.losses. poisson serialize sparse_categorical_crossentropy squared_hinge tversky
keras.losses.Loss. __call__ __init__
keras.metrics. bce bfce binary_crossentropy binary_focal_crossentropy categorical_crossentropy
keras.metrics. categorical_focal_crossentropy categorical_generalized_cross_entropy categorical_hinge circle
keras.metrics. cosine_proximity cosine_similarity ctc dice hinge huber huber_loss kl_divergence kld
keras.metrics. kullback_leibler_divergence log_cosh logcosh mae mape mean_absolute_error
keras.metrics. mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mse msle
keras.metrics. poisson sparse_categorical_crossentropy squared_hinge tversky
# keras_merging
keras.layers. Add Average Concatenate Dot Maximum Minimum Multiply Subtract add average concatenate dot
keras.layers. maximum minimum multiply subtract
keras.layers.Add. __init__
keras.layers.Average. __init__
keras.layers.Concatenate. __init__
keras.layers.Dot. __init__
keras.layers.Maximum. __init__
keras.layers.Minimum. __init__
keras.layers.Multiply. __init__
keras.layers.Subtract. __init__
# keras_model_parts
keras.Model. build export get_layer input input_shape inputs layers load_weights output output_shape outputs
keras.Model. reset_metrics save save_weights summary
keras.layers.Layer. add_loss reset_state reset_states
keras.models. clone_model
# keras_models
keras. Functional Model Sequential
keras.Model. __init__
keras.Sequential. __init__ add pop
keras.models. Model Sequential
# keras_normalization
keras.layers. Activation BatchNormalization GroupNormalization LayerNormalization PReLU RMSNormalization
keras.layers. Softmax SpectralNormalization UnitNormalization
keras.layers.Activation. __init__
keras.layers.BatchNormalization. __init__
keras.layers.GroupNormalization. __init__
keras.layers.LayerNormalization. __init__
keras.layers.PReLU. __init__
keras.layers.RMSNormalization. __init__
keras.layers.Softmax. __init__
keras.layers.SpectralNormalization. __init__
keras.layers.UnitNormalization. __init__
# keras_operators
* operators:keras
keras.KerasTensor. T dtype ndim shape
# keras_ops
keras.ops. all amax amin any append arange argmax argmin argsort array_split average broadcast_to clip
keras.ops. concatenate count_nonzero cumprod cumsum det diag diagonal diff dot dsplit empty empty_like
keras.ops. expand_dims eye flip fliplr flipud full full_like hsplit identity inner inv linspace logspace
keras.ops. matmul max mean median min moveaxis nanmax nanmean nanmin nanprod nanstd nansum nanvar ones
keras.ops. ones_like outer pad prod ptp ravel repeat reshape roll rot90 solve sort split squeeze stack std
keras.ops. sum swapaxes take take_along_axis tensordot tile trace transpose tri tril triu var vdot vsplit
keras.ops. where zeros zeros_like
keras.ops.numpy. all amax amin any append arange argmax argmin argsort array_split average broadcast_to clip
keras.ops.numpy. concatenate count_nonzero cumprod cumsum det diag diagonal diff dot dsplit empty empty_like
keras.ops.numpy. expand_dims eye flip fliplr flipud full full_like hsplit identity inner inv linspace
keras.ops.numpy. logspace matmul max mean median min moveaxis nanmax nanmean nanmin nanprod nanstd nansum
keras.ops.numpy. nanvar ones ones_like outer pad prod ptp ravel repeat reshape roll rot90 solve sort split
keras.ops.numpy. squeeze stack std sum swapaxes take take_along_axis tensordot tile trace transpose tri tril
keras.ops.numpy. triu var vdot vsplit where zeros zeros_like
# keras_ops_elementwise
keras.activations. celu deserialize elu exponential gelu get glu hard_shrink hard_sigmoid hard_silu
keras.activations. hard_swish hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu
keras.activations. serialize sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid
keras.activations. sparsemax squareplus swish tanh tanh_shrink threshold
keras.ops. abs absolute add angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and
keras.ops. bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor cbrt
keras.ops. ceil celu conj conjugate copy cos cosh deg2rad divide divide_no_nan elu equal erf erfc erfinv exp
keras.ops. exp2 expm1 fabs floor floor_divide fmax fmin fmod gcd gelu greater greater_equal hard_shrink
keras.ops. hard_sigmoid hard_silu hard_swish hard_tanh heaviside hypot i0 imag isfinite isinf isnan isneginf
keras.ops. isposinf isreal lcm ldexp leaky_relu left_shift less less_equal log log10 log1p log2 log_sigmoid
keras.ops. log_softmax logaddexp logaddexp2 logical_and logical_not logical_or logical_xor maximum minimum
keras.ops. mod multiply nan_to_num negative nextafter not_equal power rad2deg real reciprocal relu relu6
keras.ops. right_shift round rsqrt selu sigmoid sign signbit silu sin sinc sinh soft_shrink softmax softplus
keras.ops. softsign sparse_plus sparse_sigmoid sqrt square squareplus stop_gradient subtract swish tan tanh
keras.ops. tanh_shrink threshold true_divide trunc
keras.ops.nn. abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh bitwise_invert bitwise_not
keras.ops.nn. cbrt ceil celu conj conjugate copy cos cosh deg2rad elu erf erfc erfinv exp exp2 expm1 fabs
keras.ops.nn. floor gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh i0 imag isfinite isinf
keras.ops.nn. isnan isneginf isposinf isreal leaky_relu log log10 log1p log2 log_sigmoid log_softmax
keras.ops.nn. logical_not nan_to_num negative rad2deg real reciprocal relu relu6 round rsqrt selu sigmoid
keras.ops.nn. sign signbit silu sin sinc sinh soft_shrink softmax softplus softsign sparse_plus
keras.ops.nn. sparse_sigmoid sqrt square squareplus stop_gradient swish tan tanh tanh_shrink threshold trunc
keras.ops.numpy. abs absolute add angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and
keras.ops.numpy. bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor
keras.ops.numpy. cbrt ceil celu conj conjugate copy cos cosh deg2rad divide divide_no_nan elu equal erf erfc
keras.ops.numpy. erfinv exp exp2 expm1 fabs floor floor_divide fmax fmin fmod gcd gelu greater greater_equal
keras.ops.numpy. hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh heaviside hypot i0 imag isfinite
keras.ops.numpy. isinf isnan isneginf isposinf isreal lcm ldexp leaky_relu left_shift less less_equal log
keras.ops.numpy. log10 log1p log2 log_sigmoid logaddexp logaddexp2 logical_and logical_not logical_or
keras.ops.numpy. logical_xor maximum minimum mod multiply nan_to_num negative nextafter not_equal power
keras.ops.numpy. rad2deg real reciprocal relu relu6 right_shift round rsqrt selu sigmoid sign signbit silu
keras.ops.numpy. sin sinc sinh soft_shrink softplus softsign sparse_plus sparse_sigmoid sqrt square
keras.ops.numpy. squareplus stop_gradient subtract swish tan tanh tanh_shrink threshold true_divide trunc
# keras_ops_nn
keras.backend. abs all any cast cos elu equal exp greater less log max maximum mean min minimum not_equal
keras.backend. prod relu round shape sigmoid sign sin softmax softplus softsign sqrt square std
keras.backend. stop_gradient sum tanh var
keras.ops. adaptive_average_pool adaptive_max_pool allclose argpartition array associative_scan bartlett
keras.ops. batch_normalization binary_crossentropy bincount blackman cast categorical_crossentropy cdist
keras.ops. cholesky cholesky_inverse cond convert_to_numpy convert_to_tensor corrcoef correlate cross
keras.ops. ctc_decode ctc_loss custom_gradient depth_to_space diagflat digitize dot_product_attention dstack
keras.ops. dtype eig eigh einsum extract_sequences fft fft2 fold fori_loop geomspace get_item glu hamming
keras.ops. hanning histogram hstack ifft2 in_top_k irfft is_tensor isclose isin istft jvp kaiser kron
keras.ops. layer_normalization logdet logsumexp lstsq lu_factor map matrix_rank meshgrid moments multi_hot
keras.ops. nanargmax nanargmin nancumprod nancumsum nanmedian nanpercentile nanquantile ndim nonzero norm
keras.ops. normalize one_hot percentile pinv polar psnr qr quantile rearrange rfft rms_normalization
keras.ops. saturate_cast scan scatter scatter_update searchsorted segment_max segment_min segment_prod
keras.ops. segment_sum select separable_conv shape size slice slice_update slogdet solve_triangular
keras.ops. space_to_depth sparse_categorical_crossentropy sparsemax stft svd switch top_k trapezoid unfold
keras.ops. unique unravel_index unstack vander vectorize vectorized_map view view_as_complex view_as_real
keras.ops. vstack while_loop
keras.ops.core. cast shape slice
keras.ops.linalg. cholesky eigh einsum qr slogdet svd
keras.ops.math. cholesky eigh einsum logsumexp qr slogdet svd top_k
keras.ops.nn. batch_normalization dot_product_attention layer_normalization normalize one_hot
keras.ops.nn. rms_normalization sparsemax
keras.ops.numpy. dstack hstack ndim size vstack
# keras_ops_windows
keras.ops. average_pool conv conv_transpose depthwise_conv max_pool
keras.ops.nn. average_pool conv conv_transpose depthwise_conv max_pool
# keras_preprocessing
keras.layers. AugMix AutoContrast CategoryEncoding CenterCrop ContrastLimitedAdaptiveHistogramEqualization
keras.layers. CutMix Discretization Equalization FlaxLayer HashedCrossing Hashing InputSpec IntegerLookup
keras.layers. JaxLayer MaxNumBoundingBoxes MelSpectrogram MixUp Normalization Pipeline RandAugment
keras.layers. RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop
keras.layers. RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHue
keras.layers. RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation
keras.layers. RandomSharpness RandomShear RandomTranslation RandomZoom Rescaling Resizing STFTSpectrogram
keras.layers. Solarization StringLookup TFSMLayer TextVectorization TorchModuleWrapper deserialize
keras.layers. preprocessing serialize
keras.layers.AugMix. __init__
keras.layers.AutoContrast. __init__
keras.layers.CategoryEncoding. __init__
keras.layers.CenterCrop. __init__
keras.layers.ContrastLimitedAdaptiveHistogramEqualization. __init__
keras.layers.CutMix. __init__
keras.layers.Discretization. __init__
keras.layers.Equalization. __init__
keras.layers.Hashing. __init__
keras.layers.IntegerLookup. __init__
keras.layers.Layer. adapt
keras.layers.MixUp. __init__
keras.layers.Normalization. __init__ adapt
keras.layers.Pipeline. __init__
keras.layers.RandAugment. __init__
keras.layers.RandomBrightness. __init__
keras.layers.RandomColorDegeneration. __init__
keras.layers.RandomColorJitter. __init__
keras.layers.RandomContrast. __init__
keras.layers.RandomCrop. __init__
keras.layers.RandomElasticTransform. __init__
keras.layers.RandomErasing. __init__
keras.layers.RandomFlip. __init__
keras.layers.RandomGaussianBlur. __init__
keras.layers.RandomGrayscale. __init__
keras.layers.RandomHue. __init__
keras.layers.RandomInvert. __init__
keras.layers.RandomPerspective. __init__
keras.layers.RandomPosterization. __init__
keras.layers.RandomRotation. __init__
keras.layers.RandomSaturation. __init__
keras.layers.RandomSharpness. __init__
keras.layers.RandomShear. __init__
keras.layers.RandomTranslation. __init__
keras.layers.RandomZoom. __init__
keras.layers.Rescaling. __init__
keras.layers.Resizing. __init__
keras.layers.Solarization. __init__
keras.layers.StringLookup. __init__
keras.layers.TextVectorization. __init__
# keras_random
keras.random. SeedGenerator beta binomial categorical dropout gamma normal randint shuffle truncated_normal
keras.random. uniform
# keras_recurrent
keras.layers. ConvLSTM1D ConvLSTM2D ConvLSTM3D GRU GRUCell LSTM LSTMCell RNN SimpleRNN SimpleRNNCell
keras.layers. StackedRNNCells
keras.layers.ConvLSTM1D. __init__
keras.layers.ConvLSTM2D. __init__
keras.layers.ConvLSTM3D. __init__
keras.layers.GRU. __init__
keras.layers.GRUCell. __init__
keras.layers.LSTM. __init__
keras.layers.LSTMCell. __init__
keras.layers.RNN. __init__
keras.layers.SimpleRNN. __init__
keras.layers.SimpleRNNCell. __init__
keras.layers.StackedRNNCells. __init__
# keras_spatial
keras.layers. AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D
keras.layers. AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D AveragePooling1D
keras.layers. AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D Cropping1D Cropping2D
keras.layers. Cropping3D GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
keras.layers. GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D
keras.layers. GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D MaxPool1D MaxPool2D
keras.layers. MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D UpSampling1D UpSampling2D UpSampling3D
keras.layers. ZeroPadding1D ZeroPadding2D ZeroPadding3D
keras.layers.AdaptiveAveragePooling1D. __init__
keras.layers.AdaptiveAveragePooling2D. __init__
keras.layers.AdaptiveAveragePooling3D. __init__
keras.layers.AdaptiveMaxPooling1D. __init__
keras.layers.AdaptiveMaxPooling2D. __init__
keras.layers.AdaptiveMaxPooling3D. __init__
keras.layers.AveragePooling1D. __init__
keras.layers.AveragePooling2D. __init__
keras.layers.AveragePooling3D. __init__
keras.layers.Cropping1D. __init__
keras.layers.Cropping2D. __init__
keras.layers.Cropping3D. __init__
keras.layers.GlobalAveragePooling1D. __init__
keras.layers.GlobalAveragePooling2D. __init__
keras.layers.GlobalAveragePooling3D. __init__
keras.layers.GlobalMaxPooling1D. __init__
keras.layers.GlobalMaxPooling2D. __init__
keras.layers.GlobalMaxPooling3D. __init__
keras.layers.MaxPooling1D. __init__
keras.layers.MaxPooling2D. __init__
keras.layers.MaxPooling3D. __init__
keras.layers.UpSampling1D. __init__
keras.layers.UpSampling2D. __init__
keras.layers.UpSampling3D. __init__
keras.layers.ZeroPadding1D. __init__
keras.layers.ZeroPadding2D. __init__
keras.layers.ZeroPadding3D. __init__
# keras_training
keras.Model. compile evaluate fit predict predict_on_batch test_on_batch train_on_batch
# keras_values
* ValueError or KeyError
ValueError, IndexError or tensorflow.errors. InvalidArgumentError
# keras_weights
keras.Model. set_weights
keras.layers.Embedding. embeddings
keras.layers.Layer. bias count_params get_weights kernel set_weights variables weights
# keras_wrappers
keras.layers. Bidirectional TimeDistributed Wrapper
keras.layers.Bidirectional. __init__
keras.layers.TimeDistributed. __init__
keras.layers.Wrapper. __init__
# matplotlib_axes
matplotlib.axes. Grid
matplotlib.axes.Axes. figure get_figure inset_axes twinx twiny
matplotlib.axes.Grid. T __getitem__ __iter__ __len__ __setitem__ flat flatten ndim ravel reshape shape size
matplotlib.axes.Grid. tolist
matplotlib.figure.Figure. add_axes add_subplot subplots
matplotlib.pyplot. axes figure gcf subplot subplot2grid subplots
# matplotlib_drawing
matplotlib.axes.Axes. bar barh boxplot errorbar fill fill_between fill_betweenx hist hist2d hlines loglog
matplotlib.axes.Axes. pie plot scatter semilogx semilogy stackplot step violinplot vlines
matplotlib.pyplot. bar barh boxplot errorbar fill fill_between fill_betweenx hist hist2d hlines loglog pie
matplotlib.pyplot. plot scatter semilogx semilogy stackplot step violinplot vlines
# matplotlib_images
matplotlib.axes.Axes. contour contourf imshow pcolor pcolormesh quiver
matplotlib.pyplot. contour contourf imshow pcolor pcolormesh quiver
# numpy_attributes
numpy. imag ndim real shape size
numpy.dtype. itemsize kind name
numpy.ndarray. T base ctypes data device dtype flat imag itemsize mT nbytes ndim real shape size strides
# numpy_axes
numpy. atleast_1d atleast_2d atleast_3d broadcast_arrays broadcast_shapes broadcast_to expand_dims
numpy. matrix_transpose moveaxis permute_dims rollaxis squeeze swapaxes transpose
numpy.linalg. matrix_transpose
numpy.ndarray. squeeze swapaxes transpose
# numpy_conversion
numpy. array asanyarray asarray asarray_chkfinite ascontiguousarray asfortranarray asmatrix bmat copy mat
numpy. matrix require
# numpy_creation
numpy. empty empty_like eye fromfunction full full_like identity ndarray ones ones_like tri zeros zeros_like
# numpy_diagonals
numpy. diag diag_indices diag_indices_from diagflat diagonal fill_diagonal ravel_multi_index tril
numpy. tril_indices tril_indices_from triu triu_indices triu_indices_from unravel_index
numpy.ndarray. diagonal
# numpy_differences
numpy. cumprod cumproduct cumsum cumulative_prod cumulative_sum diff ediff1d gradient nancumprod nancumsum
numpy. trapezoid trapz
numpy.ndarray. cumprod cumsum
# numpy_editing
numpy. delete insert trim_zeros
# numpy_einsum
numpy. einsum
# numpy_elementwise
numpy. allclose angle around array_equal array_equiv clip copyto fix i0 interp isclose iscomplex
numpy. iscomplexobj isfortran isneginf isposinf isreal isrealobj isscalar nan_to_num real_if_close round
numpy. round_ sinc unwrap
numpy.emath. arccos arcsin arctanh log log10 log2 logn power sqrt
numpy.ndarray. clip round
# numpy_fft
numpy.fft. fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft
numpy.fft. rfft2 rfftfreq rfftn
# numpy_files
numpy. frombuffer fromfile fromiter fromstring genfromtxt load loadtxt
# numpy_grids
numpy. arange bartlett blackman geomspace hamming hanning indices ix_ kaiser linspace logspace meshgrid
numpy. vander
numpy.mgrid. __getitem__
numpy.ogrid. __getitem__
# numpy_histograms
numpy. bincount histogram histogram2d histogram_bin_edges histogramdd
# numpy_joining
numpy. append block column_stack concat concatenate dstack hstack row_stack stack vstack
numpy.c_. __getitem__
numpy.index_exp. __getitem__
numpy.r_. __getitem__
numpy.s_. __getitem__
# numpy_linalg
numpy.linalg. LinAlgError cholesky cond det diagonal eig eigh eigvals eigvalsh inv lstsq matrix_norm
numpy.linalg. matrix_power matrix_rank multi_dot norm pinv qr slogdet solve svd svdvals tensorinv
numpy.linalg. tensorsolve trace vector_norm
# numpy_methods
numpy. astype
numpy.flagsobj. aligned c_contiguous contiguous f_contiguous owndata writeable
numpy.ndarray. astype byteswap choose conj conjugate copy dump dumps fill flags getfield item partition
numpy.ndarray. setfield setflags sort to_device tobytes tofile tolist tostring view
# numpy_operators
* operators:numpy
# numpy_products
numpy. ShapeMismatch cross dot inner kron matmul matvec outer tensordot trace vdot vecdot vecmat
numpy.linalg. cross matmul outer tensordot vecdot
numpy.ndarray. dot trace
# numpy_random
numpy.random. BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta
numpy.random. binomial bytes chisquare default_rng exponential f gamma geometric get_bit_generator get_state
numpy.random. gumbel hypergeometric laplace logistic lognormal logseries mtrand negative_binomial
numpy.random. noncentral_chisquare noncentral_f normal pareto poisson power rand randint randn random
numpy.random. random_integers random_sample ranf rayleigh sample seed set_bit_generator set_state
numpy.random. standard_cauchy standard_exponential standard_gamma standard_normal standard_t triangular
numpy.random. uniform vonmises wald weibull zipf
numpy.random.Generator. beta binomial bit_generator bytes chisquare exponential f gamma geometric gumbel
numpy.random.Generator. hypergeometric integers laplace logistic lognormal logseries negative_binomial
numpy.random.Generator. noncentral_chisquare noncentral_f normal pareto poisson power random rayleigh spawn
numpy.random.Generator. standard_cauchy standard_exponential standard_gamma standard_normal standard_t
numpy.random.Generator. triangular uniform vonmises wald weibull zipf
numpy.random.RandomState. beta binomial bytes chisquare exponential f gamma geometric get_state gumbel
numpy.random.RandomState. hypergeometric laplace logistic lognormal logseries negative_binomial
numpy.random.RandomState. noncentral_chisquare noncentral_f normal pareto poisson power rand randint randn
numpy.random.RandomState. random random_integers random_sample rayleigh seed set_state standard_cauchy
numpy.random.RandomState. standard_exponential standard_gamma standard_normal standard_t tomaxint triangular
numpy.random.RandomState. uniform vonmises wald weibull zipf
# numpy_random_samples
numpy.random. choice dirichlet multinomial multivariate_normal permutation shuffle
numpy.random.Generator. choice dirichlet multinomial multivariate_hypergeometric multivariate_normal
numpy.random.Generator. permutation permuted shuffle
numpy.random.RandomState. choice dirichlet multinomial multivariate_normal permutation shuffle
# numpy_reductions
numpy. all alltrue amax amin any argmax argmin count_nonzero max mean min nanargmax nanargmin nanmax nanmean
numpy. nanmin nanprod nanstd nansum nanvar prod product ptp sometrue std sum var
numpy.ndarray. all any argmax argmin max mean min prod ptp std sum var
# numpy_repeating
numpy. flip fliplr flipud pad repeat roll rot90 tile
numpy.ndarray. repeat
# numpy_reshape
numpy. ravel reshape resize
numpy.ndarray. flatten ravel reshape resize
# numpy_selection
numpy. argwhere choose compress copyto extract flatnonzero nonzero piecewise place put put_along_axis
numpy. putmask select take take_along_axis where
numpy.ndarray. compress nonzero put take
# numpy_sets
numpy. in1d intersect1d isin setdiff1d setxor1d union1d unique unique_all unique_counts unique_inverse
numpy. unique_values
# numpy_signal
numpy. convolve correlate poly poly1d polyadd polyder polydiv polyfit polyint polymul polysub polyval roots
# numpy_sorting
numpy. argpartition argsort digitize lexsort msort partition searchsorted sort sort_complex
numpy.ndarray. argpartition argsort fill partition searchsorted sort
# numpy_splitting
numpy. array_split dsplit hsplit split unstack vsplit
# numpy_statistics
numpy. average corrcoef cov median nanmedian nanpercentile nanquantile percentile quantile
# numpy_testing
numpy. errstate geterr printoptions set_printoptions seterr
numpy.testing. assert_ assert_allclose assert_almost_equal assert_approx_equal assert_array_almost_equal
numpy.testing. assert_array_almost_equal_nulp assert_array_equal assert_array_less assert_array_max_ulp
numpy.testing. assert_equal assert_string_equal
# numpy_types
numpy. False_ Inf Infinity NAN NINF NaN PINF ScalarType True_ __array_namespace_info__ __version__
numpy. apply_over_axes array2string array_repr array_str base_repr binary_repr bool bool_ broadcast
numpy. busday_count busday_offset busdaycalendar byte bytes_ can_cast cdouble char character clongdouble
numpy. common_type complex128 complex256 complex64 complexfloating core csingle ctypeslib datetime64
numpy. datetime_as_string datetime_data double dtype dtypes e einsum_path errstate euler_gamma exceptions
numpy. f2py finfo flatiter flexible float128 float16 float32 float64 floating format_float_positional
numpy. format_float_scientific from_dlpack frompyfunc fromregex generic get_include get_printoptions
numpy. getbufsize geterr geterrcall half iinfo inexact inf info infty int16 int32 int64 int8 int_ intc
numpy. integer intp is_busday isdtype issctype issubclass_ issubdtype iterable lib little_endian long
numpy. longdouble longlong ma mask_indices may_share_memory memmap min_scalar_type mintypecode nan nditer
numpy. nested_iters newaxis number object_ packbits pi polynomial printoptions promote_types rec recarray
numpy. record result_type save savetxt savez savez_compressed sctypeDict set_printoptions setbufsize seterr
numpy. seterrcall shares_memory short show_config show_runtime signedinteger single str_ strings test
numpy. testing timedelta64 typecodes typename typing ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp
numpy. ulong ulonglong unpackbits unsignedinteger ushort void
numpy.finfo. bits eps epsneg max min resolution smallest_normal tiny
numpy.index_exp. __getitem__
numpy.s_. __getitem__
# numpy_ufunc_methods
numpy.absolute. at
numpy.add. accumulate at outer reduce reduceat
numpy.arctan2. accumulate at outer reduce reduceat
numpy.atan2. accumulate at outer reduce reduceat
numpy.bitwise_and. accumulate at outer reduce reduceat
numpy.bitwise_left_shift. accumulate at outer reduce reduceat
numpy.bitwise_or. accumulate at outer reduce reduceat
numpy.bitwise_right_shift. accumulate at outer reduce reduceat
numpy.bitwise_xor. accumulate at outer reduce reduceat
numpy.copysign. accumulate at outer reduce reduceat
numpy.divide. accumulate at outer reduce reduceat
numpy.equal. accumulate at outer reduce reduceat
numpy.float_power. accumulate at outer reduce reduceat
numpy.floor_divide. accumulate at outer reduce reduceat
numpy.fmax. accumulate at outer reduce reduceat
numpy.fmin. accumulate at outer reduce reduceat
numpy.fmod. accumulate at outer reduce reduceat
numpy.gcd. accumulate at outer reduce reduceat
numpy.greater. accumulate at outer reduce reduceat
numpy.greater_equal. accumulate at outer reduce reduceat
numpy.heaviside. accumulate at outer reduce reduceat
numpy.hypot. accumulate at outer reduce reduceat
numpy.invert. at
numpy.lcm. accumulate at outer reduce reduceat
numpy.ldexp. accumulate at outer reduce reduceat
numpy.left_shift. accumulate at outer reduce reduceat
numpy.less. accumulate at outer reduce reduceat
numpy.less_equal. accumulate at outer reduce reduceat
numpy.logaddexp. accumulate at outer reduce reduceat
numpy.logaddexp2. accumulate at outer reduce reduceat
numpy.logical_and. accumulate at outer reduce reduceat
numpy.logical_or. accumulate at outer reduce reduceat
numpy.logical_xor. accumulate at outer reduce reduceat
numpy.maximum. accumulate at outer reduce reduceat
numpy.minimum. accumulate at outer reduce reduceat
numpy.mod. accumulate at outer reduce reduceat
numpy.multiply. accumulate at outer reduce reduceat
numpy.negative. at
numpy.nextafter. accumulate at outer reduce reduceat
numpy.not_equal. accumulate at outer reduce reduceat
numpy.pow. accumulate at outer reduce reduceat
numpy.power. accumulate at outer reduce reduceat
numpy.remainder. accumulate at outer reduce reduceat
numpy.right_shift. accumulate at outer reduce reduceat
numpy.square. at
numpy.subtract. accumulate at outer reduce reduceat
numpy.true_divide. accumulate at outer reduce reduceat
# numpy_ufuncs
numpy. abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan
numpy. atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or
numpy. bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh deg2rad degrees divide
numpy. divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp gcd greater
numpy. greater_equal heaviside hypot invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal
numpy. log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor maximum
numpy. minimum mod modf multiply negative nextafter not_equal positive pow power rad2deg radians reciprocal
numpy. remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide
numpy. trunc
# numpy_windows
numpy. apply_along_axis ndenumerate ndindex vectorize
numpy.lib.stride_tricks. as_strided sliding_window_view
numpy.vectorize. __call__
# pandas_access
pandas.DataFrame. T __getattr__ __iter__ __len__ columns describe dtypes empty index items iterrows keys
pandas.DataFrame. mode ndim shape size to_numpy transpose value_counts values
pandas.Index. __eq__ __getitem__ __iter__ __len__ __ne__ difference drop empty get_loc isin ndim nunique
pandas.Index. shape size to_list to_numpy tolist unique values
pandas.Series. T __iter__ __len__ cat describe dt empty index mode name ndim nunique shape size str to_frame
pandas.Series. to_list to_numpy tolist unique value_counts values
pandas.accessor. __getitem__ capitalize ceil codes contains count date day dayofweek dayofyear days endswith
pandas.accessor. find floor fullmatch get hour isalpha isdigit isnumeric len lower lstrip match minute month
pandas.accessor. normalize pad quarter repeat replace round rstrip second seconds slice startswith strftime
pandas.accessor. strip time title total_seconds upper weekday year zfill
# pandas_arithmetic
pandas. DataFrame Index Series
pandas.DataFrame. __abs__ __add__ __and__ __eq__ __floordiv__ __ge__ __gt__ __invert__ __le__ __lt__
pandas.DataFrame. __matmul__ __mod__ __mul__ __ne__ __neg__ __or__ __pos__ __pow__ __radd__ __rand__
pandas.DataFrame. __rfloordiv__ __rmatmul__ __rmod__ __rmul__ __ror__ __rpow__ __rsub__ __rtruediv__
pandas.DataFrame. __rxor__ __sub__ __truediv__ __xor__ add all any corr count cov div divide dot eq floordiv
pandas.DataFrame. ge gt idxmax idxmin kurt le lt max mean median min mod mul multiply ne nunique pow prod
pandas.DataFrame. product quantile radd rdiv rmul rpow rsub sem skew std sub subtract sum truediv var
pandas.Series. __abs__ __add__ __and__ __eq__ __floordiv__ __ge__ __gt__ __invert__ __le__ __lt__ __matmul__
pandas.Series. __mod__ __mul__ __ne__ __neg__ __or__ __pos__ __pow__ __radd__ __rand__ __rfloordiv__
pandas.Series. __rmatmul__ __rmod__ __rmul__ __ror__ __rpow__ __rsub__ __rtruediv__ __rxor__ __sub__
pandas.Series. __truediv__ __xor__ add all any argmax argmin autocorr corr count cov div divide dot eq
pandas.Series. floordiv ge gt idxmax idxmin item kurt le lt max mean median min mod mul multiply ne pow prod
pandas.Series. product quantile radd rdiv rmul rpow rsub sem skew std sub subtract sum truediv var
# pandas_changes
pandas.DataFrame. add_prefix add_suffix drop drop_duplicates dropna filter head nlargest nsmallest query
pandas.DataFrame. rename rename_axis reset_index sample select_dtypes set_axis set_index sort_index
pandas.DataFrame. sort_values tail
pandas.Series. add_prefix add_suffix drop_duplicates dropna head nlargest nsmallest rename rename_axis
pandas.Series. reset_index sample set_axis sort_index sort_values tail
# pandas_creation
pandas. DataFrame Series read_csv read_feather read_fwf read_parquet read_stata read_table
# pandas_elements
pandas.DataFrame. abs applymap assign astype bfill clip convert_dtypes copy cummax cummin cumprod cumsum
pandas.DataFrame. diff duplicated eval ffill fillna infer_objects insert interpolate isetitem isin isna
pandas.DataFrame. isnull map mask notna notnull pct_change pop rank replace round shift update where
pandas.Series. abs argsort astype between bfill clip convert_dtypes copy cummax cummin cumprod cumsum diff
pandas.Series. drop duplicated ffill fillna infer_objects interpolate isin isna isnull map mask notna
pandas.Series. notnull pct_change pop rank replace round shift update where
# pandas_functions
pandas.DataFrame. apply pipe
pandas.Series. apply pipe
# pandas_groups
pandas. crosstab melt pivot_table
pandas.DataFrame. agg aggregate ewm expanding groupby melt pivot pivot_table rolling
pandas.GroupBy. __getattr__ __getitem__ __iter__ __len__ agg aggregate all any apply bfill boxplot count
pandas.GroupBy. cumcount cummax cummin cumprod cumsum describe diff ffill fillna filter first get_group
pandas.GroupBy. groups head hist idxmax idxmin indices last max mean median min ngroup ngroups nth nunique
pandas.GroupBy. pct_change pipe plot prod quantile rank resample rolling sample sem shift size skew std sum
pandas.GroupBy. tail transform value_counts var
pandas.Series. agg aggregate ewm expanding groupby rolling
pandas.Window. __getitem__ apply count kurt max mean median min quantile rank sem skew std sum var
# pandas_joining
pandas. DatetimeIndex Index RangeIndex bdate_range concat cut date_range factorize get_dummies isna isnull
pandas. merge notna notnull period_range qcut timedelta_range to_datetime to_numeric to_timedelta unique
pandas.DataFrame. join merge
# pandas_selection
pandas.DataFrame. __getitem__ at get iat iloc loc
pandas.Series. __getitem__ at iat iloc loc
pandas.iloc. __getitem__
pandas.loc. __getitem__
# pandas_tables
pandas. DataFrame Index Series
# pandas_writing
pandas.DataFrame. __delitem__ __setattr__ __setitem__
pandas.Series. __setattr__ __setitem__
pandas.iloc. __setitem__
pandas.loc. __setitem__
# python_argparse
argparse. ArgumentParser Namespace
argparse.ArgumentParser. add_argument add_argument_group add_mutually_exclusive_group add_subparsers error
argparse.ArgumentParser. exit format_help format_usage get_default parse_args parse_known_args print_help
argparse.ArgumentParser. print_usage register set_defaults
argparse.Namespace. __dict__
argparse.Subparsers. add_parser
types. SimpleNamespace
# python_builtins
builtins. Ellipsis False None True __debug__ __import__ abs ascii bin bool breakpoint bytearray bytes
builtins. callable chr classmethod compile complex delattr dir divmod eval exec exit float format getattr
builtins. globals hasattr hash help hex id input int isinstance issubclass len locals memoryview object oct
builtins. open ord pow print property quit repr round setattr slice staticmethod str super type vars
builtins.file. __enter__ __iter__ close flush read readline readlines seek tell write writelines
builtins.float. imag is_integer real
builtins.int. __index__ __int__ bit_count bit_length conjugate denominator imag numerator real
builtins.slice. start step stop
io. open
# python_collections
bisect. bisect bisect_left bisect_right insort insort_left insort_right
collections. ChainMap Counter UserDict UserList UserString defaultdict deque namedtuple
heapq. heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest
# python_constructors
builtins. dict frozenset list range set tuple
builtins.range. start step stop
collections. OrderedDict
# python_copying
copy. Error copy deepcopy
dataclasses. Field FrozenInstanceError InitVar asdict astuple dataclass field fields is_dataclass
dataclasses. make_dataclass replace
# python_dicts
builtins.dict. __copy__ __len__ clear copy default_factory elements fromkeys get items keys most_common
builtins.dict. move_to_end pop popitem setdefault subtract total update values
# python_functional
functools. cache cached_property cmp_to_key identity lru_cache partial partialmethod reduce singledispatch
functools. singledispatchmethod total_ordering update_wrapper wraps
operator. abs add and_ attrgetter attributes call concat contains countOf delitem eq floordiv ge getitem gt
operator. iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irshift
operator. is_ is_not isub item_of_key itemgetter items_of_keys itruediv ixor le length_hint lshift lt matmul
operator. method methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor
# python_iteration
builtins. enumerate filter iter map next reversed zip
builtins.iterator. __iter__ __next__
builtins.zip. transposed
# python_itertools
itertools. accumulate batched chain combinations combinations_with_replacement compress count cycle
itertools. dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee
itertools. zip_longest
itertools.chain. from_iterable
# python_lists
builtins.list. __copy__ __len__ append appendleft clear copy count extend extendleft index insert maxlen pop
builtins.list. popleft remove reverse rotate sort
builtins.range. count index
builtins.tuple. __len__ _asdict _fields _replace count index
# python_math
math. acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp
math. exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt
math. lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh
math. sqrt sumprod tan tanh tau trunc ulp
statistics. fmean mean median pstdev pvariance stdev variance
# python_paths
pathlib. Path PosixPath PurePath PurePosixPath
pathlib.Path. __enter__ __rtruediv__ __str__ __truediv__ absolute anchor as_posix as_uri chmod cwd drive
pathlib.Path. exists expanduser glob home is_absolute is_dir is_file is_mount is_relative_to is_symlink
pathlib.Path. iterdir joinpath match mkdir name open owner parent parents parts read_text readlink
pathlib.Path. relative_to rename replace resolve rglob rmdir samefile stem suffix suffixes touch unlink
pathlib.Path. with_name with_stem with_suffix write_bytes write_text
# python_random
random. Random SystemRandom betavariate choice choices expovariate gammavariate gauss getrandbits getstate
random. lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate
random. shuffle triangular uniform vonmisesvariate weibullvariate
random.Random. betavariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate
random.Random. normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle
random.Random. triangular uniform vonmisesvariate weibullvariate
# python_reductions
builtins. all any max min sorted sum
# python_sets
builtins.set. __copy__ __len__ add clear copy difference difference_update discard intersection
builtins.set. intersection_update isdisjoint issubset issuperset pop remove symmetric_difference
builtins.set. symmetric_difference_update union update
# python_system
contextlib. closing nullcontext suppress
contextlib.closing. __enter__
contextlib.nullcontext. __enter__
csv. DictReader reader
gc. collect
glob. glob iglob
json. dump dumps load loads
os. chdir cpu_count environ fspath getcwd getenv getpid getppid linesep listdir makedirs mkdir name putenv
os. readlink remove rename replace rmdir sep unlink unsetenv walk
os.environ. __getitem__ __setitem__ get setdefault update
os.path. abspath basename commonpath commonprefix dirname exists expanduser expandvars getatime getctime
os.path. getmtime getsize isabs isdir isfile islink join lexists normpath realpath relpath split splitext
pickle. dump load loads
shutil. rmtree
string. ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation
string. whitespace
sys. argv getrecursionlimit getsizeof maxsize platform setrecursionlimit stderr stdin stdout version
textwrap. dedent fill indent
time. asctime ctime monotonic monotonic_ns perf_counter perf_counter_ns process_time sleep strftime time
time. time_ns
typing. NewType TYPE_CHECKING cast
warnings. filterwarnings simplefilter warn
yaml. dump
# python_text
builtins.bytes. decode hex
builtins.str. capitalize casefold center count encode endswith expandtabs find format format_map index
builtins.str. isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace
builtins.str. istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace
builtins.str. rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title
builtins.str. translate upper zfill
# scipy_distributions
scipy.stats. alpha anglit arcsine argus bernoulli beta betabinom betanbinom betaprime binom boltzmann
scipy.stats. bradford burr burr12 cauchy chi chi2 cosine crystalball dgamma dlaplace dpareto_lognorm
scipy.stats. dweibull erlang expon exponnorm exponpow exponweib f fatiguelife fisk foldcauchy foldnorm gamma
scipy.stats. gausshyper gaussian_kde genexpon genextreme gengamma genhalflogistic genhyperbolic geninvgauss
scipy.stats. genlogistic gennorm genpareto geom gibrat gompertz gumbel_l gumbel_r halfcauchy halfgennorm
scipy.stats. halflogistic halfnorm hypergeom hypsecant invgamma invgauss invweibull irwinhall jf_skew_t
scipy.stats. johnsonsb johnsonsu kappa3 kappa4 ksone kstwo kstwobign landau laplace laplace_asymmetric levy
scipy.stats. levy_l levy_stable loggamma logistic loglaplace lognorm logser loguniform lomax maxwell mielke
scipy.stats. moyal multivariate_normal nakagami nbinom ncf nchypergeom_fisher nchypergeom_wallenius nct ncx2
scipy.stats. nhypergeom norm norminvgauss pareto pearson3 planck poisson powerlaw powerlognorm powernorm
scipy.stats. randint rayleigh rdist recipinvgauss reciprocal rel_breitwigner rice semicircular skellam
scipy.stats. skewcauchy skewnorm studentized_range t trapezoid triang truncexpon truncnorm truncpareto
scipy.stats. truncweibull_min tukeylambda uniform vonmises vonmises_line wald weibull_max weibull_min
scipy.stats. wrapcauchy yulesimon zipf zipfian
scipy.stats._multivariate.multivariate_normal_frozen. logpdf pdf rvs
scipy.stats.continuous0. cdf entropy fit interval isf logcdf logpdf logsf mean median pdf ppf rvs sf stats
scipy.stats.continuous0. std support var
scipy.stats.continuous1. cdf entropy fit interval isf logcdf logpdf logsf mean median pdf ppf rvs sf stats
scipy.stats.continuous1. std support var
scipy.stats.continuous2. cdf entropy fit interval isf logcdf logpdf logsf mean median pdf ppf rvs sf stats
scipy.stats.continuous2. std support var
scipy.stats.continuous3. cdf entropy fit interval isf logcdf logpdf logsf mean median pdf ppf rvs sf stats
scipy.stats.continuous3. std support var
scipy.stats.continuous4. cdf entropy fit interval isf logcdf logpdf logsf mean median pdf ppf rvs sf stats
scipy.stats.continuous4. std support var
scipy.stats.discrete1. cdf entropy interval isf logcdf logpmf logsf mean median pmf ppf rvs sf stats std
scipy.stats.discrete1. support var
scipy.stats.discrete2. cdf entropy interval isf logcdf logpmf logsf mean median pmf ppf rvs sf stats std
scipy.stats.discrete2. support var
scipy.stats.discrete3. cdf entropy interval isf logcdf logpmf logsf mean median pmf ppf rvs sf stats std
scipy.stats.discrete3. support var
scipy.stats.discrete4. cdf entropy interval isf logcdf logpmf logsf mean median pmf ppf rvs sf stats std
scipy.stats.discrete4. support var
scipy.stats.distributions.rv_frozen. cdf entropy interval isf logcdf logpdf logpmf logsf mean median pdf pmf
scipy.stats.distributions.rv_frozen. ppf rvs sf std var
scipy.stats.gaussian_kde. __call__ evaluate logpdf pdf resample
scipy.stats.multivariate_normal. logpdf pdf rvs
# scipy_fft
scipy. AxisError
scipy.fft. dct dctn dst dstn fft fft2 fftfreq fftn fftshift hfft hfft2 hfftn idct idctn idst idstn ifft
scipy.fft. ifft2 ifftn ifftshift ihfft ihfft2 ihfftn irfft irfft2 irfftn next_fast_len rfft rfft2 rfftfreq
scipy.fft. rfftn
scipy.fftpack. dct dctn dst dstn fft fft2 fftfreq fftn fftshift idct idctn idst idstn ifft ifft2 ifftn
scipy.fftpack. ifftshift irfft next_fast_len rfft
# scipy_filters
scipy.signal. bessel butter cheby1 cheby2 coherence csd ellip firls firwin firwin2 freqz freqz_sos
scipy.signal. get_window iirfilter iirnotch iirpeak istft lfilter_zi periodogram remez sos2tf sosfilt_zi
scipy.signal. sosfreqz spectrogram stft welch
scipy.signal.windows. barthann bartlett blackman blackmanharris bohman boxcar chebwin cosine dpss
scipy.signal.windows. exponential flattop gaussian general_cosine general_gaussian general_hamming
scipy.signal.windows. get_window hamming hann kaiser kaiser_bessel_derived lanczos nuttall parzen taylor
scipy.signal.windows. triang tukey
# scipy_linalg
scipy.linalg. block_diag cho_factor cho_solve cholesky circulant companion convolution_matrix coshm cosm det
scipy.linalg. dft eig eigh eigvals eigvalsh expm fractional_matrix_power funm hadamard hankel hessenberg
scipy.linalg. hilbert inv ishermitian issymmetric khatri_rao ldl logm lstsq lu lu_factor lu_solve norm
scipy.linalg. null_space orth orthogonal_procrustes pascal pinv pinvh polar qr rq schur signm sinhm sinm
scipy.linalg. solve solve_banded solve_continuous_lyapunov solve_discrete_lyapunov solve_sylvester
scipy.linalg. solve_toeplitz solve_triangular solveh_banded sqrtm svd svdvals tanhm tanm toeplitz
# scipy_ndimage
scipy.ndimage. affine_transform binary_closing binary_dilation binary_erosion binary_fill_holes
scipy.ndimage. binary_hit_or_miss binary_opening binary_propagation black_tophat center_of_mass convolve
scipy.ndimage. convolve1d correlate correlate1d distance_transform_bf distance_transform_cdt
scipy.ndimage. distance_transform_edt fourier_ellipsoid fourier_gaussian fourier_shift fourier_uniform
scipy.ndimage. gaussian_filter gaussian_filter1d gaussian_gradient_magnitude gaussian_laplace
scipy.ndimage. generate_binary_structure generic_filter generic_filter1d generic_gradient_magnitude
scipy.ndimage. generic_laplace geometric_transform grey_closing grey_dilation grey_erosion grey_opening
scipy.ndimage. histogram label laplace map_coordinates maximum maximum_filter maximum_filter1d
scipy.ndimage. maximum_position mean median median_filter minimum minimum_filter minimum_filter1d
scipy.ndimage. minimum_position morphological_gradient morphological_laplace percentile_filter prewitt
scipy.ndimage. rank_filter rotate shift sobel spline_filter spline_filter1d standard_deviation sum
scipy.ndimage. sum_labels uniform_filter uniform_filter1d variance watershed_ift white_tophat zoom
# scipy_signal
scipy.signal. argrelextrema argrelmax argrelmin chirp convolve convolve2d correlate correlate2d decimate
scipy.signal. deconvolve detrend fftconvolve filtfilt find_peaks gausspulse hilbert lfilter lombscargle
scipy.signal. max_len_seq medfilt medfilt2d oaconvolve order_filter peak_prominences peak_widths resample
scipy.signal. resample_poly savgol_coeffs savgol_filter sawtooth sosfilt sosfiltfilt square unit_impulse
scipy.signal. upfirdn wiener
# scipy_solving
scipy.integrate. cumulative_simpson cumulative_trapezoid dblquad odeint quad romb simpson solve_ivp tplquad
scipy.integrate. trapezoid
scipy.interpolate. Akima1DInterpolator CubicSpline InterpolatedUnivariateSpline PchipInterpolator
scipy.interpolate. RegularGridInterpolator UnivariateSpline griddata interp1d make_interp_spline splev
scipy.interpolate. splrep
scipy.interpolate.Akima1DInterpolator. __call__
scipy.interpolate.BSpline. __call__
scipy.interpolate.CubicSpline. __call__
scipy.interpolate.PchipInterpolator. __call__
scipy.interpolate.RegularGridInterpolator. __call__
scipy.interpolate.UnivariateSpline. __call__
scipy.interpolate.interp1d. __call__
scipy.optimize. bisect brenth brentq curve_fit differential_evolution fmin fmin_bfgs fmin_cg fmin_l_bfgs_b
scipy.optimize. fmin_powell fsolve least_squares linear_sum_assignment lsq_linear minimize nnls ridder root
# scipy_sparse
scipy.io. loadmat savemat
scipy.io.wavfile. read write
scipy.sparse. bsr_array bsr_matrix coo_array coo_matrix csc_array csc_matrix csr_array csr_matrix dia_array
scipy.sparse. dia_matrix diags dok_array dok_matrix eye eye_array hstack identity issparse lil_array
scipy.sparse. lil_matrix rand random random_array spdiags vstack
scipy.sparse.linalg. bicg bicgstab cg cgs eigs eigsh gmres minres spsolve
scipy.sparse.sparray. T __add__ __matmul__ __neg__ __rmatmul__ __setattr__ __sub__ __truediv__ astype copy
scipy.sparse.sparray. diagonal dot ndim nnz resize shape toarray tobsr tocoo tocsc tocsr todense todia todok
scipy.sparse.sparray. tolil transpose
scipy.sparse.spmatrix. T __add__ __matmul__ __mul__ __neg__ __rmatmul__ __rmul__ __setattr__ __sub__
scipy.sparse.spmatrix. __truediv__ astype copy diagonal dot ndim nnz resize shape toarray tobsr tocoo tocsc
scipy.sparse.spmatrix. tocsr todia todok tolil transpose
# scipy_spatial
scipy.cluster.hierarchy. average centroid complete cophenet fcluster fclusterdata leaves_list linkage median
scipy.cluster.hierarchy. optimal_leaf_ordering single ward weighted
scipy.cluster.vq. kmeans kmeans2 vq whiten
scipy.spatial. ConvexHull Delaunay KDTree cKDTree distance_matrix
scipy.spatial.KDTree. query
scipy.spatial.distance. braycurtis canberra cdist chebyshev cityblock correlation cosine euclidean minkowski
scipy.spatial.distance. pdist sqeuclidean squareform
scipy.spatial.kdtree. KDTree
scipy.spatial.transform.Rotation. apply as_euler as_matrix as_quat as_rotvec from_euler from_matrix
scipy.spatial.transform.Rotation. from_quat from_rotvec inv magnitude random
# scipy_special
scipy.special. agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta betainc
scipy.special. betaincc betainccinv betaincinv betaln binom boxcox boxcox1p btdtria btdtrib cbrt chdtr
scipy.special. chdtrc chdtri chdtriv chndtr chndtridf chndtrinc chndtrix comb cosdg cosm1 cotdg dawsn
scipy.special. digamma ellipe ellipeinc ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg
scipy.special. elliprj entr erf erfc erfcinv erfcx erfi erfinv eval_chebyc eval_chebys eval_chebyt
scipy.special. eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite eval_hermitenorm eval_jacobi
scipy.special. eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi eval_sh_legendre
scipy.special. exp1 exp10 exp2 expi expit expm1 expn exprel factorial factorial2 fdtr fdtrc fdtri fdtridfd
scipy.special. fresnel gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria
scipy.special. gdtrib gdtrix hankel1 hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1
scipy.special. i1e inv_boxcox inv_boxcox1p it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0
scipy.special. itstruve0 iv ive j0 j1 jn jv jve k0 k0e k1 k1e kei keip kelvin ker kerp kl_div kn kolmogi
scipy.special. kolmogorov kv kve log1p log_expit log_ndtr log_softmax log_wright_bessel loggamma logit
scipy.special. logsumexp lpmv mathieu_a mathieu_b mathieu_cem mathieu_modcem1 mathieu_modcem2
scipy.special. mathieu_modsem1 mathieu_modsem2 mathieu_sem modfresnelm modfresnelp modstruve multigammaln
scipy.special. nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr
scipy.special. nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd obl_ang1 obl_ang1_cv
scipy.special. obl_cv obl_rad1 obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc pdtri
scipy.special. pdtrik perm poch polygamma powm1 pro_ang1 pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2
scipy.special. pro_rad2_cv pseudo_huber psi radian rel_entr rgamma round shichi sici sinc sindg smirnov
scipy.special. smirnovi softmax softplus spence stdtr stdtridf stdtrit struve tandg tklmbda voigt_profile
scipy.special. wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
# scipy_stats
scipy.stats. binned_statistic boxcox circmean circstd circvar entropy gmean gstd gzscore hmean iqr
scipy.stats. kendalltau kurtosis kurtosistest linregress mannwhitneyu median_abs_deviation mode moment
scipy.stats. normaltest pearsonr pmean pointbiserialr rankdata sem shapiro sigmaclip skew skewtest spearmanr
scipy.stats. theilslopes tmean trim_mean tsem tstd ttest_1samp ttest_ind ttest_rel tvar variation
scipy.stats. weightedtau yeojohnson zmap zscore
# scipy_unmodelled
scipy.cluster.hierarchy. ClusterNode DisjointSet correspond cut_tree dendrogram from_mlab_linkage
scipy.cluster.hierarchy. inconsistent is_isomorphic is_monotonic is_valid_im is_valid_linkage leaders
scipy.cluster.hierarchy. maxRstat maxdists maxinconsts num_obs_linkage set_link_color_palette
scipy.cluster.hierarchy. to_mlab_linkage to_tree
scipy.constants. convert_temperature find lambda2nu nu2lambda precision unit value
scipy.datasets. ascent clear_cache download_all electrocardiogram face
scipy.differentiate. derivative hessian jacobian
scipy.fft. fht fhtoffset get_workers ifht prev_fast_len register_backend set_backend set_global_backend
scipy.fft. set_workers skip_backend
scipy.fftpack. cc_diff cs_diff diff hilbert ihilbert itilbert rfftfreq sc_diff shift ss_diff tilbert
scipy.integrate. BDF DOP853 DenseOutput LSODA OdeSolution OdeSolver RK23 RK45 Radau complex_ode cubature
scipy.integrate. fixed_quad lebedev_rule newton_cotes nquad nsum ode qmc_quad quad_vec solve_bvp tanhsinh
scipy.interpolate. AAA BPoly BSpline BarycentricInterpolator BivariateSpline CloughTocher2DInterpolator
scipy.interpolate. CubicHermiteSpline FloaterHormannInterpolator KroghInterpolator LSQBivariateSpline
scipy.interpolate. LSQSphereBivariateSpline LSQUnivariateSpline LinearNDInterpolator NdBSpline NdPPoly
scipy.interpolate. NearestNDInterpolator PPoly RBFInterpolator Rbf RectBivariateSpline
scipy.interpolate. RectSphereBivariateSpline SmoothBivariateSpline SmoothSphereBivariateSpline
scipy.interpolate. approximate_taylor_polynomial barycentric_interpolate bisplev bisplrep generate_knots
scipy.interpolate. insert interp2d interpn krogh_interpolate lagrange make_lsq_spline make_smoothing_spline
scipy.interpolate. make_splprep make_splrep pade pchip_interpolate spalde splantider splder splint splprep
scipy.interpolate. sproot
scipy.io. FortranFile hb_read hb_write mminfo mmread mmwrite netcdf_file netcdf_variable readsav whosmat
scipy.linalg. bandwidth cdf2rdf cho_solve_banded cholesky_banded clarkson_woodruff_transform cossin diagsvd
scipy.linalg. eig_banded eigh_tridiagonal eigvals_banded eigvalsh_tridiagonal expm_cond expm_frechet fiedler
scipy.linalg. fiedler_companion find_best_blas_type get_blas_funcs get_lapack_funcs helmert invhilbert
scipy.linalg. invpascal leslie matmul_toeplitz matrix_balance ordqz qr_delete qr_insert qr_multiply
scipy.linalg. qr_update qz rsf2csf solve_circulant solve_continuous_are solve_discrete_are solve_lyapunov
scipy.linalg. subspace_angles
scipy.ndimage. extrema find_objects iterate_structure labeled_comprehension value_indices vectorized_filter
scipy.optimize. BFGS Bounds BroydenFirst HessianUpdateStrategy InverseJacobian KrylovJacobian
scipy.optimize. LbfgsInvHessProduct LinearConstraint NonlinearConstraint OptimizeResult RootResults SR1
scipy.optimize. anderson approx_fprime basinhopping bracket brent broyden1 broyden2 brute check_grad
scipy.optimize. diagbroyden direct dual_annealing excitingmixing fixed_point fmin_cobyla fmin_ncg fmin_slsqp
scipy.optimize. fmin_tnc fminbound golden isotonic_regression leastsq line_search linearmixing linprog
scipy.optimize. linprog_verbose_callback milp minimize_scalar newton newton_krylov quadratic_assignment
scipy.optimize. root_scalar rosen rosen_der rosen_hess rosen_hess_prod shgo show_options toms748
scipy.signal. CZT ShortTimeFFT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize
scipy.signal. band_stop_obj besselap bilinear bilinear_zpk bode buttap buttord cheb1ap cheb1ord cheb2ap
scipy.signal. cheb2ord check_COLA check_NOLA choose_conv_method closest_STFT_dual_window cont2discrete
scipy.signal. correlation_lags cspline1d cspline1d_eval cspline2d czt czt_points dbode dfreqresp dimpulse
scipy.signal. dlsim dlti dstep ellipap ellipord envelope find_peaks_cwt findfreqs firwin_2d freqresp freqs
scipy.signal. freqs_zpk freqz_zpk gammatone gauss_spline group_delay hilbert2 iircomb iirdesign impulse
scipy.signal. invres invresz kaiser_atten kaiser_beta kaiserord lfiltic lp2bp lp2bp_zpk lp2bs lp2bs_zpk
scipy.signal. lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim lti minimum_phase normalize place_poles qspline1d
scipy.signal. qspline1d_eval qspline2d residue residuez sepfir2d sos2zpk spline_filter ss2tf ss2zpk step
scipy.signal. sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss tf2zpk unique_roots vectorstrength zoom_fft
scipy.signal. zpk2sos zpk2ss zpk2tf
scipy.sparse. block_array block_diag bmat diags_array expand_dims find get_index_dtype isspmatrix
scipy.sparse. isspmatrix_bsr isspmatrix_coo isspmatrix_csc isspmatrix_csr isspmatrix_dia isspmatrix_dok
scipy.sparse. isspmatrix_lil kron kronsum load_npz permute_dims safely_cast_index_arrays save_npz sparray
scipy.sparse. spmatrix swapaxes tril triu
scipy.sparse.csgraph. bellman_ford breadth_first_order breadth_first_tree connected_components
scipy.sparse.csgraph. construct_dist_matrix csgraph_from_dense csgraph_from_masked csgraph_masked_from_dense
scipy.sparse.csgraph. csgraph_to_dense csgraph_to_masked depth_first_order depth_first_tree dijkstra
scipy.sparse.csgraph. floyd_warshall johnson laplacian maximum_bipartite_matching maximum_flow
scipy.sparse.csgraph. min_weight_full_bipartite_matching minimum_spanning_tree reconstruct_path
scipy.sparse.csgraph. reverse_cuthill_mckee shortest_path structural_rank yen
scipy.sparse.linalg. LaplacianNd LinearOperator SuperLU aslinearoperator expm expm_multiply factorized
scipy.sparse.linalg. funm_multiply_krylov gcrotmk inv is_sptriangular lgmres lobpcg lsmr lsqr matrix_power
scipy.sparse.linalg. norm onenormest qmr spbandwidth spilu splu spsolve_triangular svds tfqmr use_solver
scipy.spatial. HalfspaceIntersection Rectangle SphericalVoronoi Voronoi convex_hull_plot_2d delaunay_plot_2d
scipy.spatial. geometric_slerp minkowski_distance minkowski_distance_p procrustes tsearch voronoi_plot_2d
scipy.spatial.distance. dice directed_hausdorff hamming is_valid_dm is_valid_y jaccard jensenshannon
scipy.spatial.distance. mahalanobis num_obs_dm num_obs_y rogerstanimoto russellrao seuclidean sokalsneath
scipy.spatial.distance. yule
scipy.spatial.transform. RigidTransform Rotation RotationSpline Slerp
scipy.special. ai_zeros assoc_laguerre assoc_legendre_p assoc_legendre_p_all bei_zeros beip_zeros ber_zeros
scipy.special. bernoulli berp_zeros bi_zeros c_roots cg_roots chebyc chebys chebyt chebyu diric ellip_harm
scipy.special. ellip_harm_2 ellip_normal erf_zeros errstate euler factorialk fresnel_zeros fresnelc_zeros
scipy.special. fresnels_zeros gegenbauer genlaguerre geterr h1vp h2vp h_roots he_roots hermite hermitenorm
scipy.special. ivp j_roots jacobi jn_zeros jnjnp_zeros jnp_zeros jnyn_zeros js_roots jvp kei_zeros
scipy.special. keip_zeros kelvin_zeros ker_zeros kerp_zeros kvp l_roots la_roots laguerre lambertw legendre
scipy.special. legendre_p legendre_p_all lmbda lqmn lqn mathieu_even_coef mathieu_odd_coef obl_cv_seq
scipy.special. p_roots pbdn_seq pbdv_seq pbvv_seq pro_cv_seq ps_roots riccati_jn riccati_yn roots_chebyc
scipy.special. roots_chebys roots_chebyt roots_chebyu roots_gegenbauer roots_genlaguerre roots_hermite
scipy.special. roots_hermitenorm roots_jacobi roots_laguerre roots_legendre roots_sh_chebyt roots_sh_chebyu
scipy.special. roots_sh_jacobi roots_sh_legendre s_roots seterr sh_chebyt sh_chebyu sh_jacobi sh_legendre
scipy.special. sph_harm_y sph_harm_y_all sph_legendre_p sph_legendre_p_all spherical_in spherical_jn
scipy.special. spherical_kn spherical_yn stirling2 t_roots ts_roots u_roots us_roots y0_zeros y1_zeros
scipy.special. y1p_zeros yn_zeros ynp_zeros yvp zeta
scipy.stats. Binomial BootstrapMethod CensoredData Covariance Logistic Mixture MonteCarloMethod Normal
scipy.stats. PermutationMethod Uniform abs alexandergovern anderson anderson_ksamp ansari barnard_exact
scipy.stats. bartlett bayes_mvs binned_statistic_2d binned_statistic_dd binomtest bootstrap boschloo_exact
scipy.stats. boxcox_llf boxcox_normmax boxcox_normplot brunnermunzel bws_test chatterjeexi chi2_contingency
scipy.stats. chisquare combine_pvalues cramervonmises cramervonmises_2samp cumfreq describe
scipy.stats. differential_entropy directional_stats dirichlet dirichlet_multinomial dunnett ecdf
scipy.stats. energy_distance epps_singleton_2samp exp expectile f_oneway false_discovery_control
scipy.stats. fisher_exact fit fligner friedmanchisquare goodness_of_fit invwishart jarque_bera kruskal
scipy.stats. ks_1samp ks_2samp kstat kstatvar kstest levene lmoment log logrank make_distribution
scipy.stats. matrix_normal matrix_t median_test monte_carlo_test mood multinomial multiscale_graphcorr
scipy.stats. multivariate_hypergeom multivariate_t mvsdist normal_inverse_gamma obrientransform
scipy.stats. order_statistic ortho_group page_trend_test percentileofscore permutation_test poisson_binom
scipy.stats. poisson_means_test power power_divergence ppcc_max ppcc_plot probplot quantile quantile_test
scipy.stats. random_correlation random_table ranksums relfreq rv_continuous rv_discrete rv_histogram
scipy.stats. scoreatpercentile siegelslopes sobol_indices somersd spearmanrho special_ortho_group tiecorrect
scipy.stats. tmax tmin trim1 trimboth truncate ttest_ind_from_stats tukey_hsd uniform_direction
scipy.stats. unitary_group vonmises_fisher wasserstein_distance wasserstein_distance_nd wilcoxon wishart
scipy.stats. yeojohnson_llf yeojohnson_normmax yeojohnson_normplot
# sklearn_columns
sklearn.compose. ColumnTransformer make_column_selector make_column_transformer
sklearn.compose.ColumnTransformer. fit fit_transform named_transformers_ set_output set_params transform
sklearn.pipeline. FeatureUnion make_union
sklearn.pipeline.FeatureUnion. fit fit_transform named_transformers set_output set_params transform
# sklearn_composite
sklearn.base. BaseEstimator ClassifierMixin RegressorMixin TransformerMixin
sklearn.base.BaseEstimator. fit_transform
sklearn.base.TransformerMixin. fit_transform
sklearn.pipeline. Pipeline make_pipeline
sklearn.pipeline.Pipeline. __getitem__ decision_function fit fit_predict fit_transform named_steps predict
sklearn.pipeline.Pipeline. predict_log_proba predict_proba score score_samples set_params transform
# sklearn_datasets
sklearn.datasets. load_breast_cancer load_diabetes load_digits load_iris load_linnerud load_wine make_blobs
sklearn.datasets. make_circles make_classification make_friedman2 make_friedman3 make_moons make_regression
sklearn.datasets. make_s_curve make_swiss_roll
sklearn.utils.Bunch. __getitem__
# sklearn_estimators
sklearn.base.Estimator. apply decision_function fit fit_predict fit_transform inverse_transform kneighbors
sklearn.base.Estimator. partial_fit predict predict_log_proba predict_proba score score_samples transform
sklearn.calibration. CalibratedClassifierCV
sklearn.cluster. AffinityPropagation AgglomerativeClustering Birch BisectingKMeans DBSCAN
sklearn.cluster. FeatureAgglomeration HDBSCAN KMeans MeanShift MiniBatchKMeans OPTICS SpectralBiclustering
sklearn.cluster. SpectralClustering SpectralCoclustering
sklearn.covariance. EllipticEnvelope EmpiricalCovariance GraphicalLasso GraphicalLassoCV LedoitWolf
sklearn.covariance. MinCovDet OAS ShrunkCovariance
sklearn.cross_decomposition. CCA PLSCanonical PLSRegression PLSSVD
sklearn.decomposition. DictionaryLearning FactorAnalysis FastICA IncrementalPCA KernelPCA
sklearn.decomposition. LatentDirichletAllocation MiniBatchDictionaryLearning MiniBatchNMF MiniBatchSparsePCA
sklearn.decomposition. NMF PCA SparseCoder SparsePCA TruncatedSVD
sklearn.discriminant_analysis. LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis
sklearn.dummy. DummyClassifier DummyRegressor
sklearn.ensemble. AdaBoostClassifier AdaBoostRegressor BaggingClassifier BaggingRegressor
sklearn.ensemble. ExtraTreesClassifier ExtraTreesRegressor GradientBoostingClassifier
sklearn.ensemble. GradientBoostingRegressor HistGradientBoostingClassifier HistGradientBoostingRegressor
sklearn.ensemble. IsolationForest RandomForestClassifier RandomForestRegressor RandomTreesEmbedding
sklearn.ensemble. StackingClassifier StackingRegressor VotingClassifier VotingRegressor
sklearn.feature_extraction.text. TfidfTransformer
sklearn.feature_selection. GenericUnivariateSelect RFE RFECV SelectFdr SelectFpr SelectFromModel SelectFwe
sklearn.feature_selection. SelectKBest SelectPercentile SequentialFeatureSelector VarianceThreshold
sklearn.gaussian_process. GaussianProcessClassifier GaussianProcessRegressor
sklearn.impute. IterativeImputer KNNImputer MissingIndicator SimpleImputer
sklearn.isotonic. IsotonicRegression
sklearn.kernel_approximation. AdditiveChi2Sampler Nystroem PolynomialCountSketch RBFSampler
sklearn.kernel_approximation. SkewedChi2Sampler
sklearn.kernel_ridge. KernelRidge
sklearn.linear_model. ARDRegression BayesianRidge ElasticNet ElasticNetCV GammaRegressor HuberRegressor Lars
sklearn.linear_model. LarsCV Lasso LassoCV LassoLars LassoLarsCV LassoLarsIC LinearRegression
sklearn.linear_model. LogisticRegression LogisticRegressionCV MultiTaskElasticNet MultiTaskElasticNetCV
sklearn.linear_model. MultiTaskLasso MultiTaskLassoCV OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV
sklearn.linear_model. PassiveAggressiveClassifier PassiveAggressiveRegressor Perceptron PoissonRegressor
sklearn.linear_model. QuantileRegressor RANSACRegressor Ridge RidgeCV RidgeClassifier RidgeClassifierCV
sklearn.linear_model. SGDClassifier SGDOneClassSVM SGDRegressor TheilSenRegressor TweedieRegressor
sklearn.manifold. ClassicalMDS Isomap LocallyLinearEmbedding MDS SpectralEmbedding TSNE
sklearn.mixture. BayesianGaussianMixture GaussianMixture
sklearn.model_selection. FixedThresholdClassifier TunedThresholdClassifierCV
sklearn.multiclass. OneVsOneClassifier OneVsRestClassifier OutputCodeClassifier
sklearn.multioutput. ClassifierChain MultiOutputClassifier MultiOutputRegressor RegressorChain
sklearn.naive_bayes. BernoulliNB CategoricalNB ComplementNB GaussianNB MultinomialNB
sklearn.neighbors. KNeighborsClassifier KNeighborsRegressor KNeighborsTransformer KernelDensity
sklearn.neighbors. LocalOutlierFactor NearestCentroid NearestNeighbors NeighborhoodComponentsAnalysis
sklearn.neighbors. RadiusNeighborsClassifier RadiusNeighborsRegressor RadiusNeighborsTransformer
sklearn.neural_network. BernoulliRBM MLPClassifier MLPRegressor
sklearn.preprocessing. Binarizer FunctionTransformer KBinsDiscretizer KernelCenterer MaxAbsScaler
sklearn.preprocessing. MinMaxScaler Normalizer OneHotEncoder OrdinalEncoder PolynomialFeatures
sklearn.preprocessing. PowerTransformer QuantileTransformer RobustScaler SplineTransformer StandardScaler
sklearn.preprocessing. TargetEncoder
sklearn.random_projection. GaussianRandomProjection SparseRandomProjection
sklearn.semi_supervised. LabelPropagation LabelSpreading SelfTrainingClassifier
sklearn.svm. LinearSVC LinearSVR NuSVC NuSVR OneClassSVM SVC SVR
sklearn.tree. DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier ExtraTreeRegressor
# sklearn_labels
sklearn.preprocessing. LabelBinarizer LabelEncoder MultiLabelBinarizer add_dummy_feature binarize
sklearn.preprocessing. label_binarize maxabs_scale minmax_scale normalize power_transform robust_scale scale
sklearn.preprocessing.LabelBinarizer. fit fit_transform inverse_transform transform
sklearn.preprocessing.LabelEncoder. fit fit_transform inverse_transform transform
sklearn.preprocessing.MultiLabelBinarizer. fit fit_transform transform
# sklearn_metrics
sklearn.metrics. accuracy_score adjusted_mutual_info_score adjusted_rand_score auc average_precision_score
sklearn.metrics. balanced_accuracy_score brier_score_loss calinski_harabasz_score classification_report
sklearn.metrics. cohen_kappa_score completeness_score confusion_matrix cosine_distances cosine_similarity
sklearn.metrics. davies_bouldin_score det_curve euclidean_distances explained_variance_score f1_score
sklearn.metrics. fbeta_score fowlkes_mallows_score hamming_loss homogeneity_score jaccard_score
sklearn.metrics. laplacian_kernel linear_kernel log_loss manhattan_distances matthews_corrcoef max_error
sklearn.metrics. mean_absolute_error mean_absolute_percentage_error mean_pinball_loss mean_squared_error
sklearn.metrics. mean_squared_log_error median_absolute_error multilabel_confusion_matrix mutual_info_score
sklearn.metrics. normalized_mutual_info_score pairwise_distances pairwise_distances_argmin pairwise_kernels
sklearn.metrics. polynomial_kernel precision_recall_curve precision_recall_fscore_support precision_score
sklearn.metrics. r2_score rand_score rbf_kernel recall_score roc_auc_score roc_curve root_mean_squared_error
sklearn.metrics. sigmoid_kernel silhouette_samples silhouette_score top_k_accuracy_score v_measure_score
sklearn.metrics. zero_one_loss
sklearn.metrics.cluster. calinski_harabasz_score davies_bouldin_score silhouette_samples silhouette_score
sklearn.metrics.pairwise. cosine_distances cosine_similarity euclidean_distances laplacian_kernel
sklearn.metrics.pairwise. linear_kernel manhattan_distances pairwise_distances pairwise_distances_argmin
sklearn.metrics.pairwise. pairwise_kernels polynomial_kernel rbf_kernel sigmoid_kernel
# sklearn_parameters
sklearn. config_context set_config
sklearn.base. clone
sklearn.base.Estimator. get_params set_output set_params
# sklearn_samples
sklearn.feature_extraction.text. CountVectorizer TfidfVectorizer
sklearn.feature_extraction.text.Vectorizer. fit fit_transform transform
sklearn.model_selection. learning_curve validation_curve
sklearn.utils. resample shuffle
# sklearn_search
sklearn.model_selection. GridSearchCV HalvingGridSearchCV HalvingRandomSearchCV RandomizedSearchCV
sklearn.model_selection.BaseSearchCV. best_estimator_ best_params_ best_score_ decision_function fit
sklearn.model_selection.BaseSearchCV. inverse_transform predict predict_log_proba predict_proba score
sklearn.model_selection.BaseSearchCV. score_samples transform
# sklearn_selection
sklearn.model_selection. GroupKFold GroupShuffleSplit KFold ShuffleSplit StratifiedGroupKFold
sklearn.model_selection. StratifiedKFold StratifiedShuffleSplit TimeSeriesSplit cross_val_predict
sklearn.model_selection. cross_val_score cross_validate train_test_split
sklearn.model_selection.BaseCrossValidator. get_n_splits split
# sklearn_unmodelled
sklearn.callback. AutoPropagatedCallback CallbackContext CallbackSupportMixin FitCallback ProgressBar
sklearn.callback. ScoringMonitor ScoringMonitorLog with_callbacks
sklearn.cluster. affinity_propagation cluster_optics_dbscan cluster_optics_xi compute_optics_graph dbscan
sklearn.cluster. estimate_bandwidth get_bin_seeds k_means kmeans_plusplus linkage_tree mean_shift
sklearn.cluster. spectral_clustering ward_tree
sklearn.compose. TransformedTargetRegressor
sklearn.covariance. empirical_covariance fast_mcd graphical_lasso ledoit_wolf ledoit_wolf_shrinkage
sklearn.covariance. log_likelihood oas shrunk_covariance
sklearn.datasets. clear_data_home dump_svmlight_file fetch_20newsgroups fetch_20newsgroups_vectorized
sklearn.datasets. fetch_california_housing fetch_covtype fetch_file fetch_kddcup99 fetch_lfw_pairs
sklearn.datasets. fetch_lfw_people fetch_olivetti_faces fetch_openml fetch_rcv1 fetch_species_distributions
sklearn.datasets. get_data_home load_files load_sample_image load_sample_images load_svmlight_file
sklearn.datasets. load_svmlight_files make_biclusters make_checkerboard make_friedman1
sklearn.datasets. make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix
sklearn.datasets. make_multilabel_classification make_sparse_coded_signal make_sparse_spd_matrix
sklearn.datasets. make_sparse_uncorrelated make_spd_matrix
sklearn.decomposition. dict_learning dict_learning_online fastica non_negative_factorization randomized_svd
sklearn.decomposition. sparse_encode
sklearn.ensemble. BaseEnsemble
sklearn.exceptions. ConvergenceWarning DataConversionWarning DataDimensionalityWarning EfficiencyWarning
sklearn.exceptions. EstimatorCheckFailedWarning FitFailedWarning NotFittedError PositiveSpectrumWarning
sklearn.exceptions. SkipTestWarning UndefinedMetricWarning UnsetMetadataPassedError
sklearn.feature_extraction. DictVectorizer FeatureHasher grid_to_graph img_to_graph
sklearn.feature_extraction.image. PatchExtractor extract_patches_2d grid_to_graph img_to_graph
sklearn.feature_extraction.image. reconstruct_from_patches_2d
sklearn.feature_extraction.text. HashingVectorizer strip_accents_ascii strip_accents_unicode strip_tags
sklearn.feature_selection. SelectorMixin chi2 f_classif f_oneway f_regression mutual_info_classif
sklearn.feature_selection. mutual_info_regression r_regression
sklearn.frozen. FrozenEstimator
sklearn.inspection. DecisionBoundaryDisplay PartialDependenceDisplay partial_dependence
sklearn.inspection. permutation_importance
sklearn.isotonic. check_increasing isotonic_regression
sklearn.linear_model. enet_path lars_path lars_path_gram lasso_path orthogonal_mp orthogonal_mp_gram
sklearn.linear_model. ridge_regression
sklearn.manifold. locally_linear_embedding smacof spectral_embedding trustworthiness
sklearn.metrics. ConfusionMatrixDisplay DetCurveDisplay DistanceMetric PrecisionRecallDisplay
sklearn.metrics. PredictionErrorDisplay RocCurveDisplay check_scoring class_likelihood_ratios
sklearn.metrics. confusion_matrix_at_thresholds consensus_score coverage_error d2_absolute_error_score
sklearn.metrics. d2_brier_score d2_log_loss_score d2_pinball_score d2_tweedie_score dcg_score get_scorer
sklearn.metrics. get_scorer_names hinge_loss homogeneity_completeness_v_measure
sklearn.metrics. label_ranking_average_precision_score label_ranking_loss make_scorer mean_gamma_deviance
sklearn.metrics. mean_poisson_deviance mean_tweedie_deviance metric_at_thresholds nan_euclidean_distances
sklearn.metrics. ndcg_score pair_confusion_matrix pairwise_distances_argmin_min pairwise_distances_chunked
sklearn.metrics. root_mean_squared_log_error
sklearn.metrics.cluster. adjusted_mutual_info_score adjusted_rand_score completeness_score consensus_score
sklearn.metrics.cluster. contingency_matrix entropy expected_mutual_information fowlkes_mallows_score
sklearn.metrics.cluster. homogeneity_completeness_v_measure homogeneity_score mutual_info_score
sklearn.metrics.cluster. normalized_mutual_info_score pair_confusion_matrix rand_score v_measure_score
sklearn.model_selection. BaseCrossValidator BaseShuffleSplit LearningCurveDisplay LeaveOneGroupOut
sklearn.model_selection. LeaveOneOut LeavePGroupsOut LeavePOut ParameterGrid ParameterSampler
sklearn.model_selection. PredefinedSplit RepeatedKFold RepeatedStratifiedKFold ValidationCurveDisplay
sklearn.model_selection. check_cv permutation_test_score
sklearn.neighbors. BallTree KDTree kneighbors_graph radius_neighbors_graph sort_graph_by_row_values
sklearn.preprocessing. quantile_transform
sklearn.random_projection. johnson_lindenstrauss_min_dim
sklearn.svm. l1_min_c
sklearn.tree. BaseDecisionTree export_graphviz export_text plot_tree
# sklearn_values
sklearn.Matrix. A shape toarray todense
# sklearn_weights
sklearn.utils.class_weight. compute_class_weight compute_sample_weight
# tensorflow_common
tensorflow. errors_impl
tensorflow.compat. v1 v2
tensorflow.errors. AbortedError AlreadyExistsError CancelledError DataLossError DeadlineExceededError
tensorflow.errors. FailedPreconditionError InternalError InvalidArgumentError InvalidArgumentError or
tensorflow.errors. ValueError InvalidArgumentError or ValueError or TypeError NotFoundError OpError
tensorflow.errors. OperatorNotAllowedInGraphError OutOfRangeError PermissionDeniedError
tensorflow.errors. ResourceExhaustedError UnauthenticatedError UnavailableError UnimplementedError
tensorflow.errors. UnknownError
tensorflow.python.framework. errors errors_impl
# tensorflow_control
tensorflow. cond disable_eager_execution disable_v2_behavior foldl foldr function map_fn scan switch_case
tensorflow. vectorized_map while_loop
# tensorflow_convolution
tensorflow.nn. atrous_conv2d conv1d conv2d conv3d convolution depthwise_conv2d depthwise_conv2d_native
tensorflow.nn. separable_conv2d
# tensorflow_creation
tensorflow. cast check_numerics complex constant constant_initializer convert_to_tensor executing_eagerly
tensorflow. eye fill glorot_normal_initializer glorot_uniform_initializer guarantee_const identity
tensorflow. identity_n inside_function is_symbolic_tensor is_tensor newaxis ones ones_initializer ones_like
tensorflow. random_normal_initializer random_uniform_initializer rank saturate_cast size stop_gradient
tensorflow. to_bfloat16 to_double to_float to_int32 to_int64 truncated_normal_initializer tuple zeros
tensorflow. zeros_initializer zeros_like
tensorflow.Initializer. __call__
tensorflow.contrib.layers. xavier_initializer
tensorflow.debugging. check_numerics
tensorflow.initializers. Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal
tensorflow.initializers. LecunUniform Ones Orthogonal RandomNormal RandomUniform TruncatedNormal
tensorflow.initializers. VarianceScaling Zeros constant glorot_normal glorot_uniform he_normal he_uniform
tensorflow.initializers. identity lecun_normal lecun_uniform ones orthogonal random_normal random_uniform
tensorflow.initializers. truncated_normal variance_scaling zeros
# tensorflow_data
tensorflow.TensorSpec. shape
tensorflow.contrib.data. Dataset
tensorflow.data. FixedLengthRecordDataset TFRecordDataset TextLineDataset make_initializable_iterator
tensorflow.data. make_one_shot_iterator
tensorflow.data.Dataset. __iter__ __len__ as_numpy_iterator cardinality element_spec
tensorflow.data.Dataset. make_initializable_iterator make_one_shot_iterator
tensorflow.data.Iterator. get_next
tensorflow.data.experimental. cardinality make_batched_features_dataset
# tensorflow_data_batches
tensorflow.data.Dataset. batch padded_batch ragged_batch rebatch sparse_batch unbatch
# tensorflow_data_sources
tensorflow. TensorSpec
tensorflow.data. FixedLengthRecordDataset TFRecordDataset TextLineDataset
tensorflow.data.Dataset. choose_from_datasets concatenate counter from_generator from_tensor_slices
tensorflow.data.Dataset. from_tensors list_files random range sample_from_datasets zip
# tensorflow_data_steps
tensorflow.data.Dataset. apply bucket_by_sequence_length cache enumerate filter flat_map get_single_element
tensorflow.data.Dataset. group_by_window ignore_errors interleave map prefetch reduce rejection_resample
tensorflow.data.Dataset. repeat scan shard shuffle skip snapshot take take_while unique window with_options
# tensorflow_diagonals
tensorflow.linalg. band_part cross diag diag_part global_norm norm normalize set_diag tensor_diag
tensorflow.linalg. tensor_diag_part
# tensorflow_einsum
tensorflow. einsum
# tensorflow_elementwise
tensorflow. abs acos acosh add angle asin asinh atan atan2 atanh bessel_i0 bessel_i0e bessel_i1 bessel_i1e
tensorflow. bitcast ceil conj cos cosh digamma div divide divide_no_nan dtypes equal erf erfc erfcinv erfinv
tensorflow. exp expm1 floor floor_div floordiv floormod greater greater_equal igamma igammac imag in_top_k
tensorflow. is_finite is_inf is_nan l2_normalize less less_equal lgamma log log1p log_sigmoid log_softmax
tensorflow. logical_and logical_not logical_or logical_xor math maximum minimum mod mul multiply
tensorflow. multiply_no_nan ndtri neg negative nextafter not_equal polygamma polyval pow real realdiv
tensorflow. reciprocal reciprocal_no_nan rint round rsqrt scalar_mul sigmoid sign sin sinh softmax softplus
tensorflow. softsign sqrt square squared_difference sub subtract tan tanh top_k truediv truncatediv
tensorflow. truncatemod xdivy xlog1py xlogy zero_fraction zeta
tensorflow.nn. crelu elu gelu leaky_relu relu relu6 selu sigmoid silu softplus softsign swish tanh
tensorflow.python.ops. array_ops math_ops nn nn_ops random_ops
tensorflow.special. bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e
tensorflow.special. bessel_k1 bessel_k1e bessel_y0 bessel_y1 dawsn expint fresnel_cos fresnel_sin spence
# tensorflow_examples
tensorflow. FixedLenFeature parse_example parse_single_example
tensorflow.io. FixedLenFeature parse_example parse_single_example
# tensorflow_gradients
tensorflow. GradientTape assert_rank assert_rank_at_least gradients
tensorflow.GradientTape. batch_jacobian gradient jacobian reset watch
tensorflow.debugging. assert_rank assert_rank_at_least
tensorflow.nest. flatten map_structure
# tensorflow_graph eager
operators:tensorflow. Placeholder
tensorflow. InteractiveSession Placeholder Session get_variable placeholder placeholder_with_default
tensorflow.Session. as_default close make_callable partial_run run
tensorflow.Tensor. eval
tensorflow.contrib. slim
tensorflow.nn. relu_layer xw_plus_b
tensorflow.train. AdadeltaOptimizer AdagradOptimizer AdamOptimizer FtrlOptimizer GradientDescentOptimizer
tensorflow.train. MomentumOptimizer RMSPropOptimizer
tensorflow.train.Optimizer. minimize
# tensorflow_image
tensorflow. random_crop
tensorflow.image. central_crop convert_image_dtype crop_to_bounding_box flip_left_right flip_up_down
tensorflow.image. pad_to_bounding_box per_image_standardization random_crop random_flip_left_right
tensorflow.image. random_flip_up_down resize resize_area resize_bicubic resize_bilinear
tensorflow.image. resize_image_with_crop_or_pad resize_image_with_pad resize_images resize_nearest_neighbor
tensorflow.image. resize_with_crop_or_pad resize_with_pad rot90 stateless_random_crop
tensorflow.image. stateless_random_flip_left_right stateless_random_flip_up_down transpose transpose_image
tensorflow.io. decode_bmp decode_gif decode_image decode_jpeg decode_png encode_jpeg encode_png
# tensorflow_image_colours
tensorflow.image. adjust_brightness adjust_contrast adjust_gamma adjust_hue adjust_jpeg_quality
tensorflow.image. adjust_saturation grayscale_to_rgb hsv_to_rgb random_brightness random_contrast random_hue
tensorflow.image. random_jpeg_quality random_saturation rgb_to_grayscale rgb_to_hsv rgb_to_yiq rgb_to_yuv
tensorflow.image. stateless_random_brightness stateless_random_contrast stateless_random_hue
tensorflow.image. stateless_random_jpeg_quality stateless_random_saturation yiq_to_rgb yuv_to_rgb
# tensorflow_image_files
tensorflow. decode_raw read_file
tensorflow.image. decode_bmp decode_gif decode_image decode_jpeg decode_png encode_jpeg encode_png
tensorflow.io. decode_raw read_file
# tensorflow_image_measures
tensorflow.image. crop_and_resize draw_bounding_boxes extract_patches image_gradients non_max_suppression
tensorflow.image. psnr sobel_edges ssim ssim_multiscale total_variation
# tensorflow_joining
tensorflow. accumulate_n add_n concat pack parallel_stack split stack unpack unstack
# tensorflow_layers
tensorflow.contrib.layers. avg_pool2d batch_norm conv2d conv2d_transpose convolution2d
tensorflow.contrib.layers. convolution2d_transpose dropout flatten fully_connected layer_norm linear
tensorflow.contrib.layers. max_pool2d one_hot_encoding relu
tensorflow.layers. AveragePooling2D BatchNormalization Conv1D Conv2D Conv2DTranspose Conv3D Dense Dropout
tensorflow.layers. Flatten MaxPooling1D MaxPooling2D average_pooling1d average_pooling2d average_pooling3d
tensorflow.layers. batch_normalization conv1d conv2d conv2d_transpose conv3d dense dropout flatten
tensorflow.layers. max_pooling1d max_pooling2d max_pooling3d separable_conv2d
# tensorflow_linalg
tensorflow. batch_matmul cholesky cholesky_solve cross diag diag_part eig eigvals global_norm
tensorflow. matrix_band_part matrix_determinant matrix_diag matrix_diag_part matrix_inverse matrix_set_diag
tensorflow. matrix_solve matrix_solve_ls matrix_square_root matrix_triangular_solve norm qr self_adjoint_eig
tensorflow. self_adjoint_eigvals svd trace
tensorflow.linalg. cholesky cholesky_solve det eig eigh eigvals eigvalsh einsum expm eye inv l2_normalize
tensorflow.linalg. logdet logm lstsq matmul matrix_rank pinv qr slogdet solve sqrtm svd tensordot trace
tensorflow.linalg. triangular_solve
# tensorflow_losses
tensorflow.compat.v1. losses
tensorflow.compat.v1.losses. absolute_difference hinge_loss huber_loss log_loss mean_squared_error
tensorflow.compat.v1.losses. sigmoid_cross_entropy softmax_cross_entropy sparse_softmax_cross_entropy
tensorflow.losses. absolute_difference hinge_loss huber_loss log_loss sigmoid_cross_entropy
tensorflow.losses. softmax_cross_entropy sparse_softmax_cross_entropy
tensorflow.nn. compute_average_loss ctc_loss log_poisson_loss nce_loss sampled_softmax_loss
tensorflow.nn. scale_regularization_loss sigmoid_cross_entropy_with_logits softmax_cross_entropy_with_logits
tensorflow.nn. softmax_cross_entropy_with_logits_v2 sparse_softmax_cross_entropy_with_logits
tensorflow.nn. weighted_cross_entropy_with_logits
# tensorflow_normalizing
tensorflow. clip_by_global_norm clip_by_norm clip_by_value
tensorflow.nn. batch_normalization bias_add dropout local_response_normalization log_softmax lrn softmax
# tensorflow_operators
* operators:tensorflow
operators:tensorflow. Variable
# tensorflow_padding
tensorflow. pad repeat reverse reverse_sequence roll tile
# tensorflow_pooling
tensorflow. depth_to_space space_to_depth
tensorflow.nn. avg_pool avg_pool1d avg_pool2d avg_pool3d depth_to_space max_pool max_pool1d max_pool2d
tensorflow.nn. max_pool3d max_pool_with_argmax pool space_to_depth
# tensorflow_products
tensorflow. matmul tensordot
tensorflow.linalg. matvec
# tensorflow_random
tensorflow. multinomial random_gamma random_normal random_poisson random_shuffle random_uniform
tensorflow. set_random_seed truncated_normal
tensorflow.random. categorical gamma get_global_generator multinomial normal poisson random_normal
tensorflow.random. random_uniform set_random_seed set_seed shuffle stateless_categorical stateless_normal
tensorflow.random. stateless_truncated_normal stateless_uniform truncated_normal uniform
tensorflow.random.Generator. from_non_deterministic_state from_seed normal truncated_normal uniform
tensorflow.random.experimental. stateless_shuffle
# tensorflow_ranges
tensorflow. lin_space linspace meshgrid one_hot range sequence_mask
# tensorflow_recurrent
tensorflow.contrib. rnn
tensorflow.contrib.rnn. static_rnn
tensorflow.nn. bidirectional_dynamic_rnn dynamic_rnn rnn static_rnn
tensorflow.nn.rnn_cell. BasicLSTMCell BasicRNNCell DeviceWrapper DropoutWrapper GRUCell LSTMCell
tensorflow.nn.rnn_cell. LSTMStateTuple MultiRNNCell ResidualWrapper
tensorflow.nn.rnn_cell.RNNCell. __call__ output_size zero_state
# tensorflow_reductions
tensorflow. arg_max arg_min argmax argmin bincount confusion_matrix count_nonzero cumprod cumsum
tensorflow. cumulative_logsumexp histogram_fixed_width reduce_all reduce_any reduce_euclidean_norm
tensorflow. reduce_logsumexp reduce_max reduce_mean reduce_min reduce_prod reduce_std reduce_sum
tensorflow. reduce_variance segment_max segment_mean segment_min segment_prod segment_sum
tensorflow. unsorted_segment_max unsorted_segment_mean unsorted_segment_min unsorted_segment_prod
tensorflow. unsorted_segment_sqrt_n unsorted_segment_sum
tensorflow.nn. in_top_k l2_loss l2_normalize moments weighted_moments zero_fraction
tensorflow.train. confusion_matrix
# tensorflow_selection
tensorflow. boolean_mask gather gather_nd select slice strided_slice where where_v2
tensorflow.compat.v1. where
tensorflow.nn. embedding_lookup
# tensorflow_shapes
tensorflow. broadcast_to ensure_shape expand_dims matrix_transpose reshape shape squeeze transpose
tensorflow.linalg. adjoint matrix_transpose
# tensorflow_signal
tensorflow. fft fft2d fft3d ifft ifft2d ifft3d spectral
tensorflow.contrib. signal
tensorflow.signal. dct fft fft2d fft3d fftshift frame hamming_window hann_window idct ifft ifft2d ifft3d
tensorflow.signal. ifftshift inverse_stft irfft irfft2d irfft3d kaiser_bessel_derived_window kaiser_window
tensorflow.signal. linear_to_mel_weight_matrix mfccs_from_log_mel_spectrograms overlap_and_add rfft rfft2d
tensorflow.signal. rfft3d stft vorbis_window
# tensorflow_sorting
tensorflow. argsort dynamic_partition scatter_nd searchsorted sort tensor_scatter_nd_add
tensorflow. tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update
tensorflow. unique unique_with_counts
tensorflow.nn. top_k
# tensorflow_tensor
builtins.int. value
builtins.tuple. as_list concatenate dims is_fully_defined ndims num_elements rank
tensorflow. TensorShape broadcast_dynamic_shape broadcast_static_shape
tensorflow.Tensor. _shape_as_list device dtype get_shape name ndim numpy set_shape shape
tensorflow.TensorShape. as_list
# tensorflow_transposed
tensorflow.nn. conv1d_transpose conv2d_transpose conv3d_transpose
# tensorflow_unmodelled
tensorflow. AggregationMethod Assert CriticalSection DType DeviceSpec Graph IndexedSlices IndexedSlicesSpec
tensorflow. Module NoneTensorSpec Operation OptionalSpec RaggedTensor RaggedTensorSpec RegisterGradient
tensorflow. SparseTensor SparseTensorSpec Tensor TensorArray TensorArraySpec TypeSpec UnconnectedGradients
tensorflow. VariableAggregation VariableSynchronization approx_max_k approx_min_k approx_top_k as_dtype
tensorflow. as_string assert_equal assert_greater assert_less batch_to_space betainc case check_pinned
tensorflow. control_dependencies conv conv2d_backprop_filter_v2 conv2d_backprop_input_v2 custom_gradient
tensorflow. device dynamic_stitch edit_distance extract_volume_patches fftnd fingerprint
tensorflow. get_current_name_scope get_logger get_static_value grad_pass_through group hessians
tensorflow. histogram_fixed_width_bins ifftnd import_graph_def init_scope invert_permutation irfftnd
tensorflow. is_non_decreasing is_strictly_increasing lbeta load_library load_op_library make_ndarray
tensorflow. make_tensor_proto name_scope no_gradient no_op nondifferentiable_batch_function numpy_function
tensorflow. print py_function ragged_fill_empty_rows ragged_fill_empty_rows_grad random_index_shuffle
tensorflow. recompute_grad register_tensor_conversion_function required_space_to_batch_paddings rfftnd
tensorflow. shape_n sobol_sample space_to_batch space_to_batch_nd timestamp type_spec_from_value
tensorflow. unravel_index variable_creator_scope
tensorflow.data.Dataset. fingerprint load options save
tensorflow.image. ResizeMethod combined_non_max_suppression decode_and_crop_jpeg decode_jxl decode_webp
tensorflow.image. extract_glimpse extract_jpeg_shape generate_bounding_box_proposals is_jpeg
tensorflow.image. non_max_suppression_overlaps non_max_suppression_padded non_max_suppression_with_scores
tensorflow.image. sample_distorted_bounding_box stateless_sample_distorted_bounding_box
tensorflow.linalg. LinearOperator LinearOperatorAdjoint LinearOperatorBlockDiag
tensorflow.linalg. LinearOperatorBlockLowerTriangular LinearOperatorCirculant LinearOperatorCirculant2D
tensorflow.linalg. LinearOperatorCirculant3D LinearOperatorComposition LinearOperatorDiag
tensorflow.linalg. LinearOperatorFullMatrix LinearOperatorHouseholder LinearOperatorIdentity
tensorflow.linalg. LinearOperatorInversion LinearOperatorKronecker LinearOperatorLowRankUpdate
tensorflow.linalg. LinearOperatorLowerTriangular LinearOperatorPermutation LinearOperatorScaledIdentity
tensorflow.linalg. LinearOperatorToeplitz LinearOperatorTridiag LinearOperatorZeros banded_triangular_solve
tensorflow.linalg. eigh_tridiagonal lu lu_matrix_inverse lu_reconstruct lu_solve tridiagonal_matmul
tensorflow.linalg. tridiagonal_solve
tensorflow.nn. RNNCellDeviceWrapper RNNCellDropoutWrapper RNNCellResidualWrapper all_candidate_sampler
tensorflow.nn. approx_max_k approx_min_k atrous_conv2d_transpose batch_norm_with_global_normalization
tensorflow.nn. collapse_repeated compute_accidental_hits conv_transpose ctc_beam_search_decoder
tensorflow.nn. ctc_greedy_decoder ctc_unique_labels depthwise_conv2d_backprop_filter
tensorflow.nn. depthwise_conv2d_backprop_input dilation2d embedding_lookup_sparse erosion2d
tensorflow.nn. fixed_unigram_candidate_sampler fractional_avg_pool fractional_max_pool isotonic_regression
tensorflow.nn. learned_unigram_candidate_sampler normalize_moments safe_embedding_lookup_sparse
tensorflow.nn. space_to_batch sufficient_statistics with_space_to_batch
tensorflow.random. Algorithm Generator all_candidate_sampler create_rng_state
tensorflow.random. fixed_unigram_candidate_sampler fold_in learned_unigram_candidate_sampler
tensorflow.random. log_uniform_candidate_sampler set_global_generator split stateless_binomial
tensorflow.random. stateless_gamma stateless_parameterized_truncated_normal stateless_poisson
tensorflow.random. uniform_candidate_sampler
tensorflow.signal. fftnd ifftnd inverse_mdct inverse_stft_window_fn irfftnd mdct rfftnd
# tensorflow_variables
tensorflow. Variable assign assign_add assign_sub
tensorflow.Tensor. assign
tensorflow.Variable. assign assign_add assign_sub gather_nd initial_value initialized_value read_value
tensorflow.Variable. scatter_nd_add scatter_nd_sub scatter_nd_update set_shape sparse_read value
"""
