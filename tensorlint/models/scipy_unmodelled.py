"""Functions of SciPy that are deliberately unknown, and why."""

from __future__ import annotations

from tensorlint.models.registry import unmodelled


def _list(reason: str, module: str, names: str) -> None:
    unmodelled(reason, *[f"scipy.{module}.{name}" for name in names.split()])


_list(
    "bands, updates and special forms: rarely called, and of shapes that depend on their options",
    "linalg",
    "bandwidth cdf2rdf cho_solve_banded cholesky_banded clarkson_woodruff_transform cossin diagsvd "
    "eig_banded eigh_tridiagonal eigvals_banded eigvalsh_tridiagonal expm_cond expm_frechet fiedler "
    "fiedler_companion find_best_blas_type get_blas_funcs get_lapack_funcs helmert invhilbert invpascal "
    "leslie matmul_toeplitz matrix_balance ordqz qr_delete qr_insert qr_multiply qr_update qz rsf2csf "
    "solve_circulant solve_continuous_are solve_discrete_are solve_lyapunov subspace_angles ",
)
_list(
    "designs and analyses of systems: their sizes depend on orders and on zero coefficients",
    "signal",
    "CZT ShortTimeFFT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize band_stop_obj "
    "besselap bilinear bilinear_zpk bode buttap buttord cheb1ap cheb1ord cheb2ap cheb2ord check_COLA "
    "check_NOLA choose_conv_method closest_STFT_dual_window cont2discrete correlation_lags cspline1d "
    "cspline1d_eval cspline2d czt czt_points dbode dfreqresp dimpulse dlsim dlti dstep ellipap ellipord "
    "envelope find_peaks_cwt findfreqs firwin_2d freqresp freqs freqs_zpk freqz_zpk gammatone "
    "gauss_spline group_delay hilbert2 iircomb iirdesign impulse invres invresz kaiser_atten "
    "kaiser_beta kaiserord lfiltic lp2bp lp2bp_zpk lp2bs lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim "
    "lti minimum_phase normalize place_poles qspline1d qspline1d_eval qspline2d residue residuez "
    "sepfir2d sos2zpk spline_filter ss2tf ss2zpk step sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss "
    "tf2zpk unique_roots vectorstrength zoom_fft zpk2sos zpk2ss zpk2tf ",
)
_list(
    "how many features there are depends on the data",
    "ndimage",
    "extrema find_objects iterate_structure labeled_comprehension value_indices vectorized_filter ",
)
_list(
    "results are numbers, or objects through which no shape flows",
    "stats",
    "Binomial BootstrapMethod CensoredData Covariance Logistic Mixture MonteCarloMethod Normal "
    "PermutationMethod Uniform abs alexandergovern anderson anderson_ksamp ansari barnard_exact "
    "bartlett bayes_mvs binned_statistic_2d binned_statistic_dd binomtest bootstrap boschloo_exact "
    "boxcox_llf boxcox_normmax boxcox_normplot brunnermunzel bws_test chatterjeexi chi2_contingency "
    "chisquare combine_pvalues cramervonmises cramervonmises_2samp cumfreq describe "
    "differential_entropy directional_stats dirichlet dirichlet_multinomial dunnett ecdf "
    "energy_distance epps_singleton_2samp exp expectile f_oneway false_discovery_control fisher_exact "
    "fit fligner friedmanchisquare goodness_of_fit invwishart jarque_bera kruskal ks_1samp ks_2samp "
    "kstat kstatvar kstest levene lmoment log logrank make_distribution matrix_normal matrix_t "
    "median_test monte_carlo_test mood multinomial multiscale_graphcorr multivariate_hypergeom "
    "multivariate_t mvsdist normal_inverse_gamma obrientransform order_statistic ortho_group "
    "page_trend_test percentileofscore permutation_test poisson_means_test power power_divergence "
    "ppcc_max ppcc_plot probplot quantile quantile_test random_correlation random_table ranksums "
    "relfreq rv_continuous rv_discrete rv_histogram scoreatpercentile siegelslopes sobol_indices "
    "somersd spearmanrho special_ortho_group tiecorrect tmax tmin trim1 trimboth truncate "
    "ttest_ind_from_stats tukey_hsd uniform_direction unitary_group vonmises_fisher "
    "wasserstein_distance wasserstein_distance_nd wilcoxon wishart yeojohnson_llf yeojohnson_normmax "
    "yeojohnson_normplot ",
)
_list("the last axis of its parameter is that of the trials", "stats", "poisson_binom")
_list(
    "how many regions there are depends on the data",
    "spatial",
    "HalfspaceIntersection Rectangle SphericalVoronoi Voronoi convex_hull_plot_2d delaunay_plot_2d "
    "geometric_slerp minkowski_distance minkowski_distance_p procrustes tsearch voronoi_plot_2d ",
)
_list(
    "rarely called measures: they give numbers",
    "spatial.distance",
    "dice directed_hausdorff hamming is_valid_dm is_valid_y jaccard jensenshannon mahalanobis "
    "num_obs_dm num_obs_y rogerstanimoto russellrao seuclidean sokalsneath yule ",
)
_list(
    "objects whose shapes flow through their methods only",
    "spatial.transform",
    "RigidTransform RotationSpline Slerp ",
)
_list(
    "objects whose shapes flow through their methods only, rarely called",
    "interpolate",
    "AAA BPoly BSpline BarycentricInterpolator BivariateSpline CloughTocher2DInterpolator "
    "CubicHermiteSpline FloaterHormannInterpolator KroghInterpolator LSQBivariateSpline "
    "LSQSphereBivariateSpline LSQUnivariateSpline LinearNDInterpolator NdBSpline NdPPoly "
    "NearestNDInterpolator PPoly RBFInterpolator Rbf RectBivariateSpline RectSphereBivariateSpline "
    "SmoothBivariateSpline SmoothSphereBivariateSpline approximate_taylor_polynomial "
    "barycentric_interpolate bisplev bisplrep generate_knots insert interp2d interpn krogh_interpolate "
    "lagrange make_lsq_spline make_smoothing_spline make_splprep make_splrep pade pchip_interpolate "
    "spalde splantider splder splint splprep sproot ",
)
_list(
    "results are numbers, or objects whose fields depend on the method",
    "optimize",
    "BFGS Bounds BroydenFirst HessianUpdateStrategy InverseJacobian KrylovJacobian LbfgsInvHessProduct "
    "LinearConstraint NonlinearConstraint OptimizeResult RootResults SR1 anderson approx_fprime "
    "basinhopping bracket brent broyden1 broyden2 brute check_grad diagbroyden direct dual_annealing "
    "excitingmixing fixed_point fmin_cobyla fmin_ncg fmin_slsqp fmin_tnc fminbound golden "
    "isotonic_regression leastsq line_search linearmixing linprog linprog_verbose_callback milp "
    "minimize_scalar newton newton_krylov quadratic_assignment root_scalar rosen rosen_der rosen_hess "
    "rosen_hess_prod shgo show_options toms748 ",
)
_list(
    "results are numbers, or objects that are stepped by hand",
    "integrate",
    "BDF DOP853 DenseOutput LSODA OdeSolution OdeSolver RK23 RK45 Radau complex_ode cubature fixed_quad "
    "lebedev_rule newton_cotes nquad nsum ode qmc_quad quad_vec solve_bvp tanhsinh ",
)
_list(
    "settings and rarely called transforms",
    "fft",
    "fht fhtoffset get_workers ifht prev_fast_len register_backend set_backend set_global_backend "
    "set_workers skip_backend ",
)
_list(
    "rarely called transforms of an older interface",
    "fftpack",
    "cc_diff cs_diff diff hilbert ihilbert itilbert rfftfreq sc_diff shift ss_diff tilbert ",
)
_list(
    "tables of zeros and roots, and polynomials as objects",
    "special",
    "ai_zeros assoc_laguerre assoc_legendre_p assoc_legendre_p_all bei_zeros beip_zeros ber_zeros "
    "bernoulli berp_zeros bi_zeros c_roots cg_roots chebyc chebys chebyt chebyu diric ellip_harm "
    "ellip_harm_2 ellip_normal erf_zeros errstate euler factorialk fresnel_zeros fresnelc_zeros "
    "fresnels_zeros gegenbauer genlaguerre geterr h1vp h2vp h_roots he_roots hermite hermitenorm ivp "
    "j_roots jacobi jn_zeros jnjnp_zeros jnp_zeros jnyn_zeros js_roots jvp kei_zeros keip_zeros "
    "kelvin_zeros ker_zeros kerp_zeros kvp l_roots la_roots laguerre lambertw legendre legendre_p "
    "legendre_p_all lmbda lqmn lqn mathieu_even_coef mathieu_odd_coef obl_cv_seq p_roots pbdn_seq "
    "pbdv_seq pbvv_seq pro_cv_seq ps_roots riccati_jn riccati_yn roots_chebyc roots_chebys roots_chebyt "
    "roots_chebyu roots_gegenbauer roots_genlaguerre roots_hermite roots_hermitenorm roots_jacobi "
    "roots_laguerre roots_legendre roots_sh_chebyt roots_sh_chebyu roots_sh_jacobi roots_sh_legendre "
    "s_roots seterr sh_chebyt sh_chebyu sh_jacobi sh_legendre sph_harm_y sph_harm_y_all sph_legendre_p "
    "sph_legendre_p_all spherical_in spherical_jn spherical_kn spherical_yn stirling2 t_roots ts_roots "
    "u_roots us_roots y0_zeros y1_zeros y1p_zeros yn_zeros ynp_zeros yvp zeta ",
)
_list(
    "rarely called forms of sparse matrices: their shapes depend on the data",
    "sparse",
    "block_array block_diag bmat diags_array expand_dims find get_index_dtype isspmatrix isspmatrix_bsr "
    "isspmatrix_coo isspmatrix_csc isspmatrix_csr isspmatrix_dia isspmatrix_dok isspmatrix_lil kron "
    "kronsum load_npz permute_dims safely_cast_index_arrays save_npz sparray spmatrix swapaxes tril "
    "triu ",
)
_list(
    "operators and decompositions as objects",
    "sparse.linalg",
    "LaplacianNd LinearOperator SuperLU aslinearoperator expm expm_multiply factorized "
    "funm_multiply_krylov gcrotmk inv is_sptriangular lgmres lobpcg lsmr lsqr matrix_power norm "
    "onenormest qmr spbandwidth spilu splu spsolve_triangular svds tfqmr use_solver ",
)
_list(
    "graphs: results are sparse or dense depending on the input",
    "sparse.csgraph",
    "bellman_ford breadth_first_order breadth_first_tree connected_components construct_dist_matrix "
    "csgraph_from_dense csgraph_from_masked csgraph_masked_from_dense csgraph_to_dense "
    "csgraph_to_masked depth_first_order depth_first_tree dijkstra floyd_warshall johnson laplacian "
    "maximum_bipartite_matching maximum_flow min_weight_full_bipartite_matching minimum_spanning_tree "
    "reconstruct_path reverse_cuthill_mckee shortest_path structural_rank yen ",
)
_list(
    "what a file holds is not known",
    "io",
    "FortranFile hb_read hb_write mminfo mmread mmwrite netcdf_file netcdf_variable readsav whosmat ",
)
_list(
    "trees as objects, and numbers about them",
    "cluster.hierarchy",
    "ClusterNode DisjointSet correspond cut_tree dendrogram from_mlab_linkage inconsistent "
    "is_isomorphic is_monotonic is_valid_im is_valid_linkage leaders maxRstat maxdists maxinconsts "
    "num_obs_linkage set_link_color_palette to_mlab_linkage to_tree ",
)
_list(
    "numbers",
    "constants",
    "convert_temperature find lambda2nu nu2lambda precision unit value ",
)
_list(
    "downloads and images whose sizes may change",
    "datasets",
    "ascent clear_cache download_all electrocardiogram face ",
)
_list(
    "results are objects whose fields depend on the function",
    "differentiate",
    "derivative hessian jacobian ",
)
_list("a class: its methods are modelled", "spatial.transform", "Rotation")
