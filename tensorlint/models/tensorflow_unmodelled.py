"""What is deliberately unknown of TensorFlow, and why; a test holds the list complete."""

from __future__ import annotations

from tensorlint.models.registry import unmodelled

_OF_TENSORFLOW = {
    "a class that programs take tensors apart with, or that holds no shape": (
        "AggregationMethod CriticalSection DType DeviceSpec Graph IndexedSlices IndexedSlicesSpec Module"
        " NoneTensorSpec Operation OptionalSpec Tensor TypeSpec UnconnectedGradients VariableAggregation"
        " VariableSynchronization RegisterGradient"
    ),
    "ragged, sparse and growing tensors have no shape that is followed": (
        "RaggedTensor RaggedTensorSpec SparseTensor SparseTensorSpec TensorArray TensorArraySpec"
        " ragged_fill_empty_rows ragged_fill_empty_rows_grad edit_distance"
    ),
    "its result holds no shape that matters": (
        "Assert as_dtype as_string assert_equal assert_greater assert_less check_pinned fingerprint"
        " get_current_name_scope get_logger get_static_value group import_graph_def load_library"
        " load_op_library make_ndarray make_tensor_proto no_gradient no_op print"
        " register_tensor_conversion_function timestamp type_spec_from_value"
    ),
    "a context in which tensors are as they are": (
        "control_dependencies device init_scope name_scope variable_creator_scope"
    ),
    "what the function does is not known": (
        "case custom_gradient grad_pass_through nondifferentiable_batch_function numpy_function py_function"
        " recompute_grad hessians"
    ),
    "seldom used; its shapes are not followed": (
        "approx_top_k approx_max_k approx_min_k batch_to_space betainc conv conv2d_backprop_filter_v2"
        " conv2d_backprop_input_v2 dynamic_stitch extract_volume_patches fftnd histogram_fixed_width_bins"
        " ifftnd"
        " invert_permutation irfftnd is_non_decreasing is_strictly_increasing lbeta"
        " random_index_shuffle"
        " required_space_to_batch_paddings rfftnd shape_n sobol_sample space_to_batch space_to_batch_nd"
        " unravel_index"
    ),
}
_OF_NN = {
    "a wrapper of cells": "RNNCellDeviceWrapper RNNCellDropoutWrapper RNNCellResidualWrapper",
    "sampling of candidates": (
        "all_candidate_sampler compute_accidental_hits fixed_unigram_candidate_sampler"
        " learned_unigram_candidate_sampler"
    ),
    "sparse inputs": "embedding_lookup_sparse safe_embedding_lookup_sparse",
    "the length of its result hangs on the data": (
        "collapse_repeated ctc_beam_search_decoder ctc_greedy_decoder ctc_unique_labels"
    ),
    "seldom used; its shapes are not followed": (
        "approx_max_k approx_min_k atrous_conv2d_transpose batch_norm_with_global_normalization"
        " conv_transpose"
        " depthwise_conv2d_backprop_filter depthwise_conv2d_backprop_input dilation2d erosion2d"
        " fractional_avg_pool fractional_max_pool isotonic_regression normalize_moments space_to_batch"
        " sufficient_statistics with_space_to_batch"
    ),
}
_OF_LINALG = {
    "an operator without a matrix of its own": (
        "LinearOperator LinearOperatorAdjoint LinearOperatorBlockDiag LinearOperatorBlockLowerTriangular"
        " LinearOperatorCirculant LinearOperatorCirculant2D LinearOperatorCirculant3D"
        " LinearOperatorComposition"
        " LinearOperatorDiag LinearOperatorFullMatrix LinearOperatorHouseholder LinearOperatorIdentity"
        " LinearOperatorInversion LinearOperatorKronecker LinearOperatorLowRankUpdate"
        " LinearOperatorLowerTriangular LinearOperatorPermutation LinearOperatorScaledIdentity"
        " LinearOperatorToeplitz LinearOperatorTridiag LinearOperatorZeros"
    ),
    "seldom used; its shapes are not followed": (
        "banded_triangular_solve eigh_tridiagonal lu lu_matrix_inverse lu_reconstruct lu_solve"
        " tridiagonal_matmul tridiagonal_solve"
    ),
}
_OF_IMAGE = {
    "no function": "ResizeMethod",
    "its result holds no shape that matters": "extract_jpeg_shape is_jpeg",
    "files of unknown size": "decode_and_crop_jpeg decode_jxl decode_webp",
    "seldom used; its shapes are not followed": (
        "combined_non_max_suppression extract_glimpse generate_bounding_box_proposals"
        " non_max_suppression_overlaps non_max_suppression_padded non_max_suppression_with_scores"
        " sample_distorted_bounding_box stateless_sample_distorted_bounding_box"
    ),
}
_OF_RANDOM = {
    "no function of shapes": "Algorithm Generator create_rng_state fold_in set_global_generator split",
    "sampling of candidates": (
        "all_candidate_sampler fixed_unigram_candidate_sampler learned_unigram_candidate_sampler"
        " log_uniform_candidate_sampler uniform_candidate_sampler"
    ),
    "seldom used; its shapes are not followed": (
        "stateless_binomial stateless_gamma stateless_parameterized_truncated_normal stateless_poisson"
    ),
}
_OF_SIGNAL = {
    "seldom used; its shapes are not followed": (
        "fftnd ifftnd inverse_mdct inverse_stft_window_fn irfftnd mdct rfftnd"
    ),
}
_OF_DATASETS = {
    "files: what they hold is not known": "load save",
    "its result holds no shape": "fingerprint options",
}

for _prefix, _reasons in {
    "tensorflow": _OF_TENSORFLOW,
    "tensorflow.nn": _OF_NN,
    "tensorflow.linalg": _OF_LINALG,
    "tensorflow.image": _OF_IMAGE,
    "tensorflow.random": _OF_RANDOM,
    "tensorflow.signal": _OF_SIGNAL,
    "tensorflow.data.Dataset": _OF_DATASETS,
}.items():
    for _reason, _names in _reasons.items():
        unmodelled(_reason, *[f"{_prefix}.{name}" for name in _names.split()])
