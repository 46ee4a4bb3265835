"""What of scikit-learn is deliberately unknown: nothing is claimed of what these return."""

from __future__ import annotations

from tensorlint.models.registry import unmodelled

REASON = "not modelled: what it returns is unknown, and nothing is refused"
NAMES = {
    "sklearn.callback": """
        AutoPropagatedCallback CallbackContext CallbackSupportMixin FitCallback ProgressBar ScoringMonitor
        ScoringMonitorLog with_callbacks
    """,
    "sklearn.cluster": """
        affinity_propagation cluster_optics_dbscan cluster_optics_xi compute_optics_graph dbscan
        estimate_bandwidth get_bin_seeds k_means kmeans_plusplus linkage_tree mean_shift
        spectral_clustering ward_tree
    """,
    "sklearn.compose": """
        TransformedTargetRegressor
    """,
    "sklearn.covariance": """
        empirical_covariance fast_mcd graphical_lasso ledoit_wolf ledoit_wolf_shrinkage log_likelihood oas
        shrunk_covariance
    """,
    "sklearn.datasets": """
        clear_data_home dump_svmlight_file fetch_20newsgroups fetch_20newsgroups_vectorized
        fetch_california_housing fetch_covtype fetch_file fetch_kddcup99 fetch_lfw_pairs fetch_lfw_people
        fetch_olivetti_faces fetch_openml fetch_rcv1 fetch_species_distributions get_data_home load_files
        load_sample_image load_sample_images load_svmlight_file load_svmlight_files make_biclusters
        make_checkerboard make_friedman1 make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix
        make_multilabel_classification make_sparse_coded_signal make_sparse_spd_matrix
        make_sparse_uncorrelated make_spd_matrix
    """,
    "sklearn.decomposition": """
        dict_learning dict_learning_online fastica non_negative_factorization randomized_svd sparse_encode
    """,
    "sklearn.ensemble": """
        BaseEnsemble
    """,
    "sklearn.exceptions": """
        ConvergenceWarning DataConversionWarning DataDimensionalityWarning EfficiencyWarning
        EstimatorCheckFailedWarning FitFailedWarning NotFittedError PositiveSpectrumWarning
        SkipTestWarning UndefinedMetricWarning UnsetMetadataPassedError
    """,
    "sklearn.feature_extraction": """
        DictVectorizer FeatureHasher grid_to_graph img_to_graph
    """,
    "sklearn.feature_extraction.image": """
        PatchExtractor extract_patches_2d grid_to_graph img_to_graph reconstruct_from_patches_2d
    """,
    "sklearn.feature_extraction.text": """
        HashingVectorizer strip_accents_ascii strip_accents_unicode
        strip_tags
    """,
    "sklearn.feature_selection": """
        SelectorMixin chi2 f_classif f_oneway f_regression mutual_info_classif mutual_info_regression
        r_regression
    """,
    "sklearn.frozen": """
        FrozenEstimator
    """,
    "sklearn.inspection": """
        DecisionBoundaryDisplay PartialDependenceDisplay partial_dependence permutation_importance
    """,
    "sklearn.isotonic": """
        check_increasing isotonic_regression
    """,
    "sklearn.linear_model": """
        enet_path lars_path lars_path_gram lasso_path orthogonal_mp orthogonal_mp_gram ridge_regression
    """,
    "sklearn.manifold": """
        locally_linear_embedding smacof spectral_embedding trustworthiness
    """,
    "sklearn.metrics": """
        ConfusionMatrixDisplay DetCurveDisplay DistanceMetric PrecisionRecallDisplay
        PredictionErrorDisplay RocCurveDisplay check_scoring class_likelihood_ratios
        confusion_matrix_at_thresholds consensus_score coverage_error d2_absolute_error_score
        d2_brier_score d2_log_loss_score d2_pinball_score d2_tweedie_score dcg_score get_scorer
        get_scorer_names hinge_loss homogeneity_completeness_v_measure
        label_ranking_average_precision_score label_ranking_loss make_scorer mean_gamma_deviance
        mean_poisson_deviance mean_tweedie_deviance metric_at_thresholds nan_euclidean_distances
        ndcg_score pair_confusion_matrix pairwise_distances_argmin_min pairwise_distances_chunked
        root_mean_squared_log_error
    """,
    "sklearn.metrics.cluster": """
        adjusted_mutual_info_score adjusted_rand_score completeness_score consensus_score
        contingency_matrix entropy expected_mutual_information fowlkes_mallows_score
        homogeneity_completeness_v_measure homogeneity_score mutual_info_score
        normalized_mutual_info_score pair_confusion_matrix rand_score v_measure_score
    """,
    "sklearn.model_selection": """
        BaseCrossValidator BaseShuffleSplit LearningCurveDisplay LeaveOneGroupOut LeaveOneOut
        LeavePGroupsOut LeavePOut ParameterGrid ParameterSampler PredefinedSplit RepeatedKFold
        RepeatedStratifiedKFold ValidationCurveDisplay check_cv permutation_test_score
    """,
    "sklearn.neighbors": """
        BallTree KDTree kneighbors_graph radius_neighbors_graph sort_graph_by_row_values
    """,
    "sklearn.preprocessing": """
        quantile_transform
    """,
    "sklearn.random_projection": """
        johnson_lindenstrauss_min_dim
    """,
    "sklearn.svm": """
        l1_min_c
    """,
    "sklearn.tree": """
        BaseDecisionTree export_graphviz export_text plot_tree
    """,
}

for _module, _names in NAMES.items():
    unmodelled(REASON, *[f"{_module}.{name}" for name in _names.split()])
